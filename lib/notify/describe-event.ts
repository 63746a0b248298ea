import { z } from "zod";
import { parseClusterName } from "@/lib/core/cluster-name";
import type { EventSubject, ToldEvent } from "./event";

const who = z.object({ id: z.string(), name: z.string() });
const entry = z.object({ cidrBlock: z.string(), displayName: z.string() });
const own = z.object({ cidr: z.string() });
const known = z.object({
  state: z.string().catch(""),
  reason: z.string().catch(""),
  detail: z.string().catch(""),
  why: z.string().catch(""),
  note: z.string().catch(""),
  title: z.string().catch(""),
  how: z.string().catch(""),
  cidr: z.string().catch(""),
  cluster: z.string().catch(""),
  expiresAt: z.string().catch(""),
  byMs: z.number().catch(0),
  durationMs: z.number().catch(0),
  approvals: z.number().catch(0),
  approvalsNeeded: z.number().catch(0),
  breakGlass: z.boolean().catch(false),
  by: z
    .union([who, z.array(z.object({ principal: z.string() }))])
    .optional()
    .catch(undefined),
  principal: who.optional().catch(undefined),
  gone: z.array(entry).catch([]),
  come: z.array(entry).catch([]),
  settings: z.array(z.object({ field: z.string(), after: z.boolean().nullable() })).catch([]),
  missing: z.array(own).catch([]),
  remaining: z.array(own).catch([]),
  step: z
    .object({ number: z.number(), of: z.number(), state: z.string(), detail: z.string() })
    .optional()
    .catch(undefined),
  drift: z.array(z.object({ field: z.string().catch("") })).catch([]),
});

/** The fields that events have, each with an empty value where this one has not. Reads every event that was ever stored. */
export function dataOf({ data }: Pick<ToldEvent, "data">): z.infer<typeof known> {
  return known.parse(typeof data === "object" && data !== null && !Array.isArray(data) ? data : {});
}

/** The cluster that an event is about, in full, or null. */
export function clusterOf(event: Pick<ToldEvent, "data" | "subject">, subject: EventSubject): string | null {
  const own = event.subject.startsWith("lists/") ? event.subject.slice("lists/".length) : "";
  return own || subject.cluster || dataOf(event).cluster || null;
}

/** What happened, in one plain sentence. Its words are people's too (names, reasons): escape them where they are shown. */
export function describeEvent(event: ToldEvent, subject: EventSubject): string {
  const data = dataOf(event);
  const full = clusterOf(event, subject);
  const cluster = full === null ? "a cluster" : (parseClusterName(full)?.cluster ?? full);
  const { actor } = event;
  const person = subject.person ?? data.principal;
  const owner = person?.name ?? "somebody";
  const doer = data.by && !Array.isArray(data.by) ? data.by.name : actor === person?.id ? owner : actor;
  const network = subject.cidr ?? (data.cidr || "a network");
  const title = quoted(subject.title ?? data.title);
  switch (event.action) {
    case "grant.requested": {
      const emergency = data.breakGlass ? " as an emergency" : "";
      const rest = data.approvalsNeeded > 0 ? `: ${approvals(data.approvalsNeeded)} needed` : "";
      return `${owner} asked for ${network} on ${cluster} for ${duration(data.durationMs)}${emergency}${rest}.`;
    }
    case "grant.approved": {
      const enough = data.approvals >= data.approvalsNeeded;
      const rest = enough ? "" : ` (${data.approvals} of ${data.approvalsNeeded})`;
      return `${doer} approved ${owner}’s access from ${network} to ${cluster}${rest}.`;
    }
    case "grant.denied":
      return `${doer} denied ${owner}’s access from ${network} to ${cluster}${data.why ? `: ${data.why}` : "."}`;
    case "grant.activated":
      return `${network} was let in to ${cluster} for ${owner}${until(data.expiresAt)}.`;
    case "grant.verified":
      return `${owner} was seen to get through to ${cluster} from ${network}.`;
    case "grant.extended":
      return `${doer} prolonged ${owner}’s access from ${network} to ${cluster} by ${duration(data.byMs)}${until(data.expiresAt)}.`;
    case "grant.expiring":
      return `${owner}’s access from ${network} to ${cluster} ends soon${until(data.expiresAt)}.`;
    case "grant.expired":
      return `The time of ${owner}’s access from ${network} to ${cluster} is over.`;
    case "grant.revoked":
      return `${doer} ended ${owner}’s access from ${network} to ${cluster}.`;
    case "grant.ended":
      return `${owner}’s access from ${network} to ${cluster} ended: ${endWords[data.reason] ?? (data.reason || "it is over")}.`;
    case "grant.failed":
      return `${owner}’s access from ${network} to ${cluster} failed: ${data.detail || (endWords[data.reason] ?? data.reason)}`;
    case "grant.retry":
      return `${network} is tried again alone on ${cluster}.`;
    case "grant.reviewed":
      return `${doer} looked at ${owner}’s emergency access to ${cluster}${data.note ? `: ${data.note}` : "."}`;
    case "write.intended":
      return `Drawbridge is about to change the list of ${cluster}: ${steps(subject)}.`;
    case "write.accepted":
      return `Google took Drawbridge’s change of the list of ${cluster}.`;
    case "write.settled":
      return `Drawbridge changed the list of ${cluster}: ${steps(subject)}.`;
    case "write.refused":
      return `Google did not take Drawbridge’s change of the list of ${cluster}${because(data.detail)}`;
    case "write.failed":
      return `Drawbridge’s change of the list of ${cluster} failed${because(data.detail)}`;
    case "write.lost":
      return `Drawbridge’s change of the list of ${cluster} did not arrive.`;
    case "list.foreign-drift":
      return `Somebody else changed the list of ${cluster} while Drawbridge did: ${difference(data)}.`;
    case "list.own-drift": {
      const cidrs = [...data.missing, ...data.remaining].map(({ cidr }) => cidr).join(", ");
      return `Entries of Drawbridge’s are not as they should be on ${cluster}: ${cidrs}.`;
    }
    case "list.changed": {
      const changer = actor === "unknown" ? "Somebody unknown" : actor;
      return `${changer} changed the list of ${cluster}: ${difference(data)}.`;
    }
    case "update.requested":
      return `${owner} asked for ${title} on ${cluster}.`;
    case "update.sent":
      return `Drawbridge is about to carry out ${title} on ${cluster}.`;
    case "update.begun":
      return `Drawbridge begins with ${title} on ${cluster}.`;
    case "update.step": {
      const { number, of, state, detail } = data.step ?? { number: 0, of: 0, state: "", detail: "" };
      return `Step ${number} of ${of} of ${title} on ${cluster} is ${state}${because(detail)}`;
    }
    case "update.accepted":
      return `Google took ${title} on ${cluster}.`;
    case "update.released":
      return `Google did not take ${title} on ${cluster} yet${because(data.detail)}`;
    case "update.applied":
      return `${title} was applied to ${cluster} for ${owner}.`;
    case "update.verified":
      if (data.how === "pod") return `After ${title}, a pod in ${cluster} was seen to have its identity.`;
      return `After ${title}, ${owner} was seen to get through to ${cluster}.`;
    case "update.failed":
      return `${title} failed on ${cluster}${because(data.detail)}`;
    case "update.conflict":
      return `${title} was not applied to ${cluster}, because the cluster has changed${because(data.detail)}`;
    case "run.requested":
      return `${owner} asked for ${title} in ${cluster}.`;
    case "run.stop-asked":
      return `${doer} stopped ${title} in ${cluster}.`;
    case "run.intended":
      return `Drawbridge is about to create ${title} in ${cluster} for ${owner}.`;
    case "run.started":
      return `Drawbridge created ${title} in ${cluster} for ${owner}.`;
    case "run.running":
      return `${title} runs in ${cluster}.`;
    case "run.ended":
      return `${title} ended in ${cluster}${because(data.detail)}`;
    case "run.cleaned":
      return `The pod of ${title} is gone from ${cluster}.`;
    case "run.given-up":
      return `Drawbridge gave up removing the pod of ${title} from ${cluster}, where it may still be${because(data.detail)}`;
    default:
      return `${event.action} by ${actor} on ${full === null ? event.subject : cluster}.`;
  }
}

const endWords: Readonly<Record<string, string>> = {
  expired: "its time is over",
  revoked: "a person ended it",
  "removed-elsewhere": "somebody else removed or changed its entry",
  "cluster-gone": "Google has no such cluster any more",
  denied: "it was denied",
  "not-started-in-time": "it was not approved or applied in time.",
  refused: "it cannot help or is not safe on this cluster.",
  "google-refused": "Google refused it.",
  "not-applied": "Google’s list does not have it.",
};

const settingWords: Readonly<Record<string, readonly [string, string]>> = {
  enabled: ["turned authorized networks on", "turned authorized networks off: every address is let in"],
  googleCloudAccess: ["let all of Google Cloud’s addresses in", "shut Google Cloud’s addresses out"],
  privateEndpointEnforcement: [
    "applied the list to the private endpoint too",
    "stopped applying the list to the private endpoint",
  ],
};

function difference({ gone, come, settings }: ReturnType<typeof dataOf>): string {
  const renamed = come.filter((one) => gone.some(({ cidrBlock }) => cidrBlock === one.cidrBlock));
  const isRenamed = ({ cidrBlock }: { readonly cidrBlock: string }) =>
    renamed.some((one) => one.cidrBlock === cidrBlock);
  const parts = [
    listed(
      "added",
      come.filter((one) => !isRenamed(one)),
    ),
    listed(
      "removed",
      gone.filter((one) => !isRenamed(one)),
    ),
    listed("renamed", renamed),
    ...settings.map(({ field, after }) => settingWords[field]?.[after ? 0 : 1] ?? `changed ${field}`),
  ].filter(Boolean);
  return parts.join("; ") || "the order of its entries";
}

const shown = 4;

function listed(verb: string, entries: readonly z.infer<typeof entry>[]): string {
  if (entries.length === 0) return "";
  const names = entries
    .slice(0, shown)
    .map(({ cidrBlock, displayName }) => cidrBlock + (displayName ? ` (${displayName})` : ""));
  const more = entries.length > shown ? ` and ${entries.length - shown} more` : "";
  return `${verb} ${names.join(", ")}${more}`;
}

function steps({ adds, removes }: EventSubject): string {
  const parts = [adds.length > 0 && `added ${adds.join(", ")}`, removes.length > 0 && `removed ${removes.join(", ")}`];
  return parts.filter(Boolean).join("; ") || "nothing";
}

function approvals(count: number): string {
  return count === 1 ? "an approval is" : `${count} approvals are`;
}

function because(detail: string): string {
  return detail ? `: ${detail}` : ".";
}

function quoted(title: string): string {
  return title ? `“${title}”` : "a change";
}

function until(time: string): string {
  const at = new Date(time);
  return Number.isNaN(at.getTime()) ? "" : `, until ${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** `4 hours`, `90 minutes`. */
function duration(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  const [amount, unit] =
    minutes >= 2_880 && minutes % 1_440 === 0
      ? [minutes / 1_440, "day"]
      : minutes >= 60 && minutes % 60 === 0
        ? [minutes / 60, "hour"]
        : [minutes, "minute"];
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}
