import type { Json, JsonObject } from "@/lib/simulator/world";

/** True for a JSON object; arrays and null are not. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Applies a JSON merge patch (RFC 7386): objects merge, `null` removes, anything else replaces. Inputs stay unchanged. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else if (isJsonObject(value)) merged[key] = mergePatch(objectAt(merged, key), value);
    else merged[key] = value;
  }
  return merged;
}

/** The object under this key, or an empty one when there is none. */
export function objectAt(value: JsonObject, key: string): JsonObject {
  const child = value[key];
  return isJsonObject(child) ? child : {};
}

/** The text under this key; undefined for anything else. */
export function textAt(value: JsonObject, key: string): string | undefined {
  const child = value[key];
  return typeof child === "string" ? child : undefined;
}

/** The object without these keys. */
export function without(value: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}
