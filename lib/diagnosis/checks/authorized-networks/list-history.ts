import { cidrContains, parseCidr } from "@/lib/core/address";
import type { AuthorizedNetwork } from "@/lib/diagnosis/facts/cluster-view";
import type { ListChange } from "@/lib/diagnosis/facts/schema";

/** How the recorded calls took the caller out of the list. CIDRs are as the calls wrote them. */
export type Removal = {
  /** The call that brought the caller's entry in, as far back as the log goes. */
  readonly addedBy: ListChange;
  /** The last call whose list let the caller in. */
  readonly before: ListChange;
  /** The call after it, the first without. */
  readonly by: ListChange;
  /** Entries of `before` that let the caller in. */
  readonly lost: readonly string[];
  /** Entries of `before` that no entry of `by` covers; `lost` is among them. */
  readonly dropped: readonly string[];
  /** How many entries of `before` the list of `by` still covers. */
  readonly kept: number;
};

/**
 * The latest removal of the caller that leads to the list as it is now; undefined when the recorded calls show none.
 * A recorded call may have been refused, so the story starts at the newest call that sent exactly the present list:
 * a log that does not explain the present list explains nothing.
 *
 * @param changes newest first, as the fact has them
 * @param address the caller's address (or CIDR)
 */
export function removalOf(
  changes: readonly ListChange[],
  present: readonly AuthorizedNetwork[],
  address: string,
): Removal | undefined {
  const canonical = remembered((cidr) => parseCidr(cidr) ?? cidr);
  const admits = remembered((cidr) => cidrContains(cidr, address));
  const letsIn = ({ cidrBlocks }: ListChange) => cidrBlocks.some(admits);
  const networks = (cidrs: readonly string[]) => [...new Set(cidrs.map(canonical))].sort().join();

  const now = networks(present.map(({ cidrBlock }) => cidrBlock));
  const current = changes.findIndex(({ cidrBlocks }) => networks(cidrBlocks) === now);
  if (current < 0) return undefined;
  const past = changes.slice(current);
  const index = past.findIndex(letsIn);
  const [by, before] = [past[index - 1], past[index]];
  if (!by || !before) return undefined;

  const older = past.slice(index);
  const run = older.findIndex((change) => !letsIn(change));
  const dropped = before.cidrBlocks.filter((cidr) => !covers(by.cidrBlocks, cidr));
  return {
    addedBy: (run < 0 ? older.at(-1) : older[run - 1]) ?? before,
    before,
    by,
    lost: before.cidrBlocks.filter(admits),
    dropped,
    kept: before.cidrBlocks.length - dropped.length,
  };
}

function covers(cidrs: readonly string[], inner: string): boolean {
  return cidrs.includes(inner) || cidrs.some((cidr) => cidrContains(cidr, inner));
}

/** Calls repeat the whole list each time: every text is read once. */
function remembered<Value>(read: (cidr: string) => Value): (cidr: string) => Value {
  const values = new Map<string, Value>();
  return (cidr) => {
    const value = values.get(cidr) ?? read(cidr);
    values.set(cidr, value);
    return value;
  };
}

const tools: readonly (readonly [string, RegExp])[] = [
  ["Pulumi", /pulumi/i],
  ["Crossplane", /crossplane|upjet/i],
  ["Config Connector", /\bkcc\b|config-connector|\bcnrm\b/i],
  ["Terraform", /terraform|opentofu/i],
];

/**
 * The infrastructure tool that made a call and keeps a list of its own, undefined for people, gcloud and scripts.
 * Told by what the tools write into the user agent; Composer by the name of its service agent.
 */
export function infrastructureTool({ userAgent, principal }: ListChange): string | undefined {
  if (principal.endsWith("@cloudcomposer-accounts.iam.gserviceaccount.com")) return "Composer";
  return isGcloud({ userAgent }) ? undefined : tools.find(([, pattern]) => pattern.test(userAgent))?.[0];
}

/** True for a call of the gcloud command, whose `--master-authorized-networks` replaces the whole list. */
export function isGcloud({ userAgent }: Pick<ListChange, "userAgent">): boolean {
  return /\bgcloud\//i.test(userAgent);
}

/** When a call was made, as a sentence can hold it: `2026-03-01 14:05 UTC`. */
export function callTime({ at }: ListChange): string {
  const minute = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(at);
  return minute ? `${minute[1]} ${minute[2]} UTC` : "an unrecorded time";
}
