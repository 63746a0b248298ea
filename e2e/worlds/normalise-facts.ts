import type { NamedFact } from "@/lib/diagnosis/engine/event";

const epoch = Date.UTC(2026, 0, 1);

/** JSON values whose text differs from run to run although they mean the same. */
const volatile: Readonly<Record<string, (value: unknown) => unknown>> = {
  durationMs: () => 0,
  elapsedMs: () => 0,
  validTo: () => new Date(epoch).toISOString(),
};

/**
 * The facts of a live run with what changes from run to run made equal, so that they can be stored, compared and judged
 * again: durations, the simulator's ports, generated certificates, and times, which become whole minutes before or
 * after a fixed one. The cluster's own CA stays recognisable as such.
 */
export function normaliseFacts(facts: readonly NamedFact[]): readonly NamedFact[] {
  const cluster = facts.find(({ name }) => name === "cluster");
  const view =
    cluster?.state === "known"
      ? (cluster.value as { caSha256: string | null; caCertificate: string | null })
      : undefined;
  const ranAt = Math.max(...facts.map(({ provenance }) => Date.parse(provenance.observedAt)));

  let text = JSON.stringify(facts, (key, value: unknown) => volatile[key]?.(value) ?? value);
  if (view?.caCertificate) text = text.replaceAll(view.caCertificate, "Y2x1c3Rlci1jYQ==");
  if (view?.caSha256) text = text.replaceAll(view.caSha256, "c".repeat(64));
  text = text.replace(/"caSha256":"(?!c{64})[0-9a-f]{64}"/g, `"caSha256":"${"d".repeat(64)}"`);
  text = text.replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:8080");
  text = text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, (time) => relative(time, ranAt));
  return JSON.parse(text) as readonly NamedFact[];
}

const dayMs = 24 * 60 * 60_000;

/** Times of long ago are part of the world and stay as they are. */
function relative(time: string, ranAt: number): string {
  const offset = Date.parse(time) - ranAt;
  if (Math.abs(offset) > 60 * dayMs) return time;
  return new Date(epoch + Math.round(offset / 60_000) * 60_000).toISOString();
}
