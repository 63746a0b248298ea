import type { EndpointKind, Vantage } from "@/lib/diagnosis/facts/schema";

/** `8 ms`, `0.42 s`, `12.3 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 100) return `${Math.round(milliseconds)} ms`;
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
}

/** `02:14:05.120 UTC`; the text as it is when it is no time. */
export function formatClockTime(time: string): string {
  const at = new Date(time);
  return Number.isNaN(at.getTime()) ? time : `${at.toISOString().slice(11, 23)} UTC`;
}

/** `1 cluster`, `2 clusters`. */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

export const endpointNames: Readonly<Record<EndpointKind, string>> = {
  public: "public endpoint",
  private: "private endpoint",
  dns: "DNS endpoint",
};

export function vantageName(vantage: Vantage): string {
  switch (vantage.kind) {
    case "browser":
      return "this browser";
    case "server":
      return "this server";
    default:
      return vantage.address;
  }
}
