import { parseClusterName } from "@/lib/core/cluster-name";
import { badRequest } from "@/lib/core/problem";
import { clusterOf, describeEvent } from "@/lib/notify/describe-event";
import { noSubject } from "@/lib/notify/event";
import type { ServiceContext } from "@/lib/services/context";
import type { AuditEventView, AuditPageView, AuditProofView } from "@/lib/services/schema/lists";
import type { AuditFilter } from "@/lib/store/audit/audit-log";
import type { AuditEvent } from "@/lib/store/audit/event";

type WithStore = Pick<ServiceContext, "store">;

const usualPage = 50;
const largestPage = 500;
/** Characters of a value that events are asked for by. */
const longestValue = 400;

/** Steps on the way to something, of which another event tells what became of it. */
const steps = [
  ...["write.intended", "write.accepted", "list.own-drift", "grant.retry", "grant.expired"],
  ...["update.sent", "update.accepted", "update.released", "update.begun", "update.step"],
  ...["run.intended", "run.started", "run.running", "run.cleaned"],
];
/** What somebody else did. */
const ofOthers = ["list.changed", "list.foreign-drift"];

/**
 * What to show of the audit log: `subject`, `actor`, `action` (several with commas between), `cluster`, and `kind`:
 * `changes` leaves steps in between out, `others` is what others did to lists.
 *
 * @throws Problem 400
 */
export function readFilter(parameters: URLSearchParams): AuditFilter {
  const value = (name: string) => {
    const text = parameters.get(name);
    if (text !== null && text.length > longestValue) throw badRequest(`${name} is too long.`);
    return text || undefined;
  };
  const cluster = value("cluster");
  if (cluster !== undefined && !parseClusterName(cluster)) {
    throw badRequest("cluster must look like projects/P/locations/L/clusters/C.");
  }
  const [subject, actor, action] = [value("subject"), value("actor"), value("action")];
  const kind = value("kind");
  if (kind !== undefined && kind !== "changes" && kind !== "others") {
    throw badRequest("kind must be changes or others.");
  }
  return {
    ...(kind === "changes" ? { exceptActions: steps } : {}),
    ...(kind === "others" ? { actions: ofOthers } : {}),
    ...(subject === undefined ? {} : { subject }),
    ...(actor === undefined ? {} : { actor }),
    ...(action === undefined ? {} : { actions: action.split(",") }),
    ...(cluster === undefined ? {} : { cluster }),
  };
}

/**
 * A page of the audit log, newest first.
 *
 * @throws Problem 400
 */
export async function readAudit({ store }: WithStore, parameters: URLSearchParams): Promise<AuditPageView> {
  const limit = wholeNumber("limit", parameters.get("limit") ?? String(usualPage), largestPage);
  const before = parameters.get("before");
  const { events, nextCursor } = await store.audit.list({
    ...readFilter(parameters),
    limit,
    ...(before ? { before: wholeNumber("before", before, Number.MAX_SAFE_INTEGER) } : {}),
  });
  const subjects = await store.audit.about(events);
  const views = events.map((event) => {
    const about = subjects.get(event.subject) ?? noSubject;
    return { ...toView(event), text: describeEvent(event, about), cluster: clusterOf(event, about) };
  });
  return { events: views, nextCursor };
}

/** The proof that nothing in the audit log was changed, or where it is broken. */
export async function proveAudit({ store }: WithStore): Promise<AuditProofView> {
  return store.audit.verify();
}

/** An event as it is exported: exactly what its hash is over, and the hash. */
export function toView({ at, ...event }: AuditEvent): Omit<AuditEventView, "text" | "cluster"> {
  return { ...event, at: at.toISOString() };
}

function wholeNumber(name: string, text: string, largest: number): number {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > largest) throw badRequest(`${name} must be a whole number from 1 to ${largest}.`);
  return number;
}
