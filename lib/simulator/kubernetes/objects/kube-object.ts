import { isJsonObject } from "@/lib/simulator/json/merge-patch";
import type { Json, JsonObject } from "@/lib/simulator/world";

/** What the API server writes itself into an object's metadata, and what a client may. */
type ObjectMeta = {
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
  /** RFC 3339, whole seconds. */
  readonly creationTimestamp: string;
};

/** A Kubernetes object as the API server keeps it. Never changed in place. */
export type KubeObject = JsonObject & {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonObject & ObjectMeta;
};

/** The value at the end of these keys; undefined where the way ends. */
export function valueAt(value: Json | undefined, ...keys: readonly string[]): Json | undefined {
  return keys.reduce<Json | undefined>((found, key) => (isJsonObject(found) ? found[key] : undefined), value);
}

/** The text at the end of these keys; undefined for anything else. */
export function textIn(value: Json | undefined, ...keys: readonly string[]): string | undefined {
  const found = valueAt(value, ...keys);
  return typeof found === "string" ? found : undefined;
}

/** The number at the end of these keys; undefined for anything else. */
export function numberIn(value: Json | undefined, ...keys: readonly string[]): number | undefined {
  const found = valueAt(value, ...keys);
  return typeof found === "number" ? found : undefined;
}

/** The objects of the list at the end of these keys; none when there is no list. */
export function objectsIn(value: Json | undefined, ...keys: readonly string[]): readonly JsonObject[] {
  const found = valueAt(value, ...keys);
  return Array.isArray(found) ? found.filter(isJsonObject) : [];
}

/** The texts of the list at the end of these keys; none when there is no list. */
export function textsIn(value: Json | undefined, ...keys: readonly string[]): readonly string[] {
  const found: Json | undefined = valueAt(value, ...keys);
  return Array.isArray(found) ? found.filter((item) => typeof item === "string") : [];
}

/** The object at the end of these keys; an empty one when there is none. */
export function objectIn(value: Json | undefined, ...keys: readonly string[]): JsonObject {
  const found = valueAt(value, ...keys);
  return isJsonObject(found) ? found : {};
}

export function namespaceOf(object: KubeObject): string | undefined {
  return textIn(object, "metadata", "namespace");
}

/** A time as Kubernetes writes it: whole seconds. */
export function timestamp(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
