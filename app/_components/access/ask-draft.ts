import type { AccessRequest } from "@/app/_client/wire";
import { addressFamily, parseAddress, parseCidr, prefixLength } from "@/lib/core/address";
import { durationWords, readDuration } from "./time-words";

/** A request for access as it is being typed. */
export type AskDraft = {
  /** Resource names. */
  readonly clusters: readonly string[];
  /** Null: the caller's own, as soon as it is known. */
  readonly address: string | null;
  readonly prefix: number;
  /** `4h`, or what was typed. */
  readonly duration: string;
  readonly reason: string;
  readonly emergency: boolean;
};

export const emptyDraft: AskDraft = {
  clusters: [],
  address: null,
  prefix: 32,
  duration: "4h",
  reason: "",
  emergency: false,
};

export const durationChoices = ["1h", "4h", "12h", "2d", "7d"];

/** What is wrong with a field, as a sentence; absent when nothing is. */
export type DraftProblems = { readonly clusters?: string; readonly network?: string; readonly duration?: string };

export type DraftReading =
  | { readonly ok: true; readonly request: AccessRequest; readonly durationSeconds: number }
  | { readonly ok: false; readonly problems: DraftProblems };

/** What would be asked for. `ownAddress`: where this server sees the person, or null. */
export function readDraft(draft: AskDraft, ownAddress: string | null): DraftReading {
  const address = draft.address ?? ownAddress ?? "";
  const cidr = networkOf(address, draft.prefix);
  const durationSeconds = readDuration(draft.duration);
  const problems: DraftProblems = {
    ...(draft.clusters.length === 0 && { clusters: "Choose at least one cluster." }),
    ...(cidr === undefined && { network: networkProblem(address) }),
    ...(durationSeconds === undefined && { duration: "Write it like 90m, 4h or 2d." }),
  };
  if (cidr === undefined || durationSeconds === undefined || draft.clusters.length === 0)
    return { ok: false, problems };
  const { clusters, reason, emergency: breakGlass } = draft;
  return {
    ok: true,
    durationSeconds,
    request: { clusters: [...clusters], cidr, duration: durationSeconds, reason: reason.trim(), breakGlass },
  };
}

/** The network of this length around an IPv4 address; undefined when it is none. */
export function networkOf(address: string, prefix: number): string | undefined {
  const parsed = parseAddress(address);
  return parsed && addressFamily(parsed) === "ipv4" ? parseCidr(`${parsed}/${prefix}`) : undefined;
}

/** A typed `address/prefix` taken apart; a bare address leaves the prefix as it is. */
export function splitNetwork(text: string, prefix: number): { readonly address: string; readonly prefix: number } {
  const cidr = text.includes("/") ? parseCidr(text) : undefined;
  if (!cidr || addressFamily(cidr) !== "ipv4") return { address: text, prefix };
  return { address: text.trim().replace(/\/\d+$/, ""), prefix: prefixLength(cidr) };
}

/** `1 address`, `8 addresses`. */
export function networkSize(prefix: number): string {
  const size = 2 ** (32 - prefix);
  return size === 1 ? "1 address" : `${size.toLocaleString("en-US")} addresses`;
}

/** The main button's words: what happens when it is pressed. */
export function askWords(durationSeconds: number | null, waits: boolean): string {
  if (waits) return "Ask for approval";
  return durationSeconds === null ? "Let me in" : `Let me in for ${durationWords(durationSeconds)}`;
}

function networkProblem(address: string): string {
  if (address.trim() === "") return "Type the IPv4 address to let in.";
  const parsed = parseAddress(address);
  return parsed
    ? "GKE’s lists hold IPv4 networks only, and this is an IPv6 address."
    : `“${address.trim()}” is no IPv4 address. Write it like 81.92.200.7.`;
}
