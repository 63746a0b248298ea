import type { Json, JsonObject } from "@/lib/simulator/world";
import { isJsonObject } from "./merge-patch";

/** What `{word}` in the texts of bases and worlds becomes. */
export type Placeholders = Readonly<Record<string, string>>;

/** Fills the known placeholders of a text; unknown ones stay as they are, so that a test can find them. */
export function fillText(text: string, values: Placeholders): string {
  return text.replace(/\{([a-zA-Z]+)\}/g, (whole, word: string) => values[word] ?? whole);
}

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Fills `{now}` and `{now-90m}` (s, m, h, d) with RFC 3339 times, in every text of a JSON value. */
export function fillTimes(value: JsonObject, now: Date): JsonObject {
  const text = JSON.stringify(value).replace(/\{now(?:-(\d+)([smhd]))?\}/g, (_, count?: string, unit?: string) => {
    const seconds = Number(count ?? 0) * (unitSeconds[unit ?? "s"] ?? 1);
    return new Date(now.getTime() - seconds * 1000).toISOString();
  });
  return JSON.parse(text) as JsonObject;
}

/** Fills every text in a JSON value. */
export function fillJson(value: JsonObject, values: Placeholders): JsonObject;
export function fillJson(value: Json, values: Placeholders): Json;
export function fillJson(value: Json, values: Placeholders): Json {
  if (typeof value === "string") return fillText(value, values);
  if (isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, fillJson(child, values)]));
  }
  return Array.isArray(value) ? value.map((child) => fillJson(child, values)) : value;
}
