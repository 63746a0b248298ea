import { isJsonObject } from "@/lib/simulator/json/merge-patch";
import type { Json, JsonObject } from "@/lib/simulator/world";

/* Lists that a strategic merge patch merges by a key; every other list it replaces. A part of the real API's. */
const mergeKeys: Readonly<Record<string, string>> = {
  containers: "name",
  initContainers: "name",
  env: "name",
  volumes: "name",
  volumeMounts: "mountPath",
  imagePullSecrets: "name",
  secrets: "name",
  conditions: "type",
};

/** Applies a strategic merge patch: a merge patch that merges some lists by key and knows `$patch: delete` and `replace`. */
export function strategicMergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  if (patch.$patch === "replace") return withoutDirectives(patch);
  const merged: Record<string, Json> = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith("$")) continue;
    const present = merged[key];
    if (value === null) delete merged[key];
    else if (isJsonObject(value)) merged[key] = strategicMergePatch(isJsonObject(present) ? present : {}, value);
    else if (Array.isArray(value) && mergeKeys[key] && Array.isArray(present))
      merged[key] = mergeLists(present, value, mergeKeys[key]);
    else merged[key] = value;
  }
  return merged;
}

function mergeLists(present: readonly Json[], patch: readonly Json[], mergeKey: string): readonly Json[] {
  let merged: readonly Json[] = present;
  for (const item of patch.filter(isJsonObject)) {
    const isSame = (other: Json) => isJsonObject(other) && other[mergeKey] === item[mergeKey];
    if (item.$patch === "delete") merged = merged.filter((other) => !isSame(other));
    else if (!merged.some(isSame)) merged = [...merged, withoutDirectives(item)];
    else
      merged = merged.map((other) => (isJsonObject(other) && isSame(other) ? strategicMergePatch(other, item) : other));
  }
  return merged;
}

function withoutDirectives(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith("$")));
}

/** Why a JSON patch cannot be applied. */
export class JsonPatchError extends Error {}

/** Applies a JSON patch (RFC 6902): add, remove, replace, test, copy and move. Throws a `JsonPatchError`. */
export function jsonPatch(target: JsonObject, operations: readonly JsonObject[]): JsonObject {
  const patched = operations.reduce<Json>((value, operation) => applyOperation(value, operation), target);
  if (!isJsonObject(patched)) throw new JsonPatchError("the result is not an object");
  return patched;
}

function applyOperation(target: Json, { op, path, from, value }: JsonObject): Json {
  const keys = pointer(path);
  if (op === "add") return write(target, keys, value ?? null, true);
  if (op === "replace") {
    read(target, keys);
    return write(target, keys, value ?? null, false);
  }
  if (op === "remove") return remove(target, keys);
  if (op === "copy") return write(target, keys, read(target, pointer(from)), true);
  if (op === "move") return write(remove(target, pointer(from)), keys, read(target, pointer(from)), true);
  if (op === "test") {
    if (JSON.stringify(read(target, keys)) === JSON.stringify(value)) return target;
    throw new JsonPatchError(`testing value ${String(path)} failed`);
  }
  throw new JsonPatchError(`Unexpected kind: ${String(op)}`);
}

function pointer(path: Json | undefined): readonly string[] {
  if (typeof path !== "string" || !/^(\/|$)/.test(path))
    throw new JsonPatchError(`not a JSON pointer: ${String(path)}`);
  return path
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function read(target: Json, keys: readonly string[]): Json {
  return keys.reduce<Json>((value, key) => {
    const child = Array.isArray(value) ? value[Number(key)] : isJsonObject(value) ? value[key] : undefined;
    if (child === undefined) throw new JsonPatchError(`/${keys.join("/")} does not exist`);
    return child;
  }, target);
}

function write(target: Json, keys: readonly string[], value: Json, insert: boolean): Json {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (Array.isArray(target)) {
    const index = key === "-" ? target.length : Number(key);
    if (rest.length > 0) return target.with(index, write(read(target, [key]), rest, value, insert));
    return insert ? target.toSpliced(index, 0, value) : target.with(index, value);
  }
  if (!isJsonObject(target)) throw new JsonPatchError(`/${keys.join("/")} does not exist`);
  return { ...target, [key]: rest.length === 0 ? value : write(read(target, [key]), rest, value, insert) };
}

function remove(target: Json, keys: readonly string[]): Json {
  const [key = "", ...rest] = keys;
  const child = read(target, [key]);
  if (rest.length > 0) return write(target, [key], remove(child, rest), false);
  if (Array.isArray(target)) return target.toSpliced(Number(key), 1);
  return Object.fromEntries(Object.entries(target as JsonObject).filter(([other]) => other !== key));
}
