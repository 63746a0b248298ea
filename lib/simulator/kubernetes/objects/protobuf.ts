import type { Json, JsonObject } from "@/lib/simulator/world";
import { envelope, type Field, type Message, protobufMessages } from "./protobuf-messages";

/* Kubernetes puts these four bytes before every protobuf body. */
const magic = Buffer.from([0x6b, 0x38, 0x73, 0x00]);

/** True for a body that kubectl's typed clients send as `application/vnd.kubernetes.protobuf`. */
export function isProtobuf(body: Buffer): boolean {
  return body.subarray(0, 4).equals(magic);
}

/**
 * Decodes such a body into REST JSON; undefined when it is of a kind whose fields are not known here. Empty texts and
 * messages are left out: the encoder writes every field.
 */
export function decodeProtobuf(body: Buffer): JsonObject | undefined {
  const { apiVersion, kind, raw } = readEnvelope(body.subarray(4));
  const message = protobufMessages[kind];
  return message && { apiVersion, kind, ...decodeMessage(raw, message) };
}

function readEnvelope(bytes: Buffer): { readonly apiVersion: string; readonly kind: string; readonly raw: Buffer } {
  let raw: Buffer = Buffer.alloc(0);
  let type: JsonObject = {};
  for (const { number, value } of fieldsOf(bytes)) {
    if (number === 1 && Buffer.isBuffer(value)) type = decodeMessage(value, envelope);
    if (number === 2 && Buffer.isBuffer(value)) raw = value;
  }
  return { apiVersion: String(type.apiVersion ?? ""), kind: String(type.kind ?? ""), raw };
}

function decodeMessage(bytes: Buffer, message: Message): JsonObject {
  const decoded: Record<string, Json> = {};
  for (const { number, value } of fieldsOf(bytes)) {
    const field = message[number];
    if (!field) continue;
    const json = decodeField(value, field);
    if (json === undefined) continue;
    const present = decoded[field.name];
    if (field.repeated) decoded[field.name] = [...(Array.isArray(present) ? present : []), json];
    else if (field.type === "map" || field.type === "bytes-map")
      decoded[field.name] = { ...(present as JsonObject), ...(json as JsonObject) };
    else decoded[field.name] = json;
  }
  return decoded;
}

function decodeField(value: Buffer | bigint, field: Field): Json | undefined {
  if (typeof value === "bigint") return field.type === "bool" ? value !== 0n : Number(value);
  if (field.type === "text") return value.length > 0 || field.repeated ? value.toString("utf8") : undefined;
  if (field.type === "map" || field.type === "bytes-map") {
    let entry: readonly [string, string] = ["", ""];
    for (const part of fieldsOf(value)) {
      if (!Buffer.isBuffer(part.value)) continue;
      const text = part.value.toString(part.number === 2 && field.type === "bytes-map" ? "base64" : "utf8");
      entry = part.number === 1 ? [text, entry[1]] : [entry[0], text];
    }
    return { [entry[0]]: entry[1] };
  }
  if (typeof field.type === "string") return undefined;
  const decoded = decodeMessage(value, field.type);
  return Object.keys(decoded).length > 0 ? decoded : undefined;
}

/** Splits a message into its fields; throws for bytes that are none. */
function* fieldsOf(bytes: Buffer): Generator<{ readonly number: number; readonly value: Buffer | bigint }> {
  let offset = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[offset++];
      if (byte === undefined) throw new Error("The protobuf body ends too early.");
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (offset < bytes.length) {
    const tag = Number(varint());
    const wire = tag & 7;
    const number = tag >> 3;
    if (wire === 0) yield { number, value: varint() };
    else {
      const length = wire === 2 ? Number(varint()) : wire === 1 ? 8 : 4;
      offset += length;
      yield { number, value: bytes.subarray(offset - length, offset) };
    }
  }
}
