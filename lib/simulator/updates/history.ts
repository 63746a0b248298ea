import type { SimulatedAnswer, SimulatedRequest } from "@/lib/simulator/http/exchange";
import type { IamBinding } from "@/lib/simulator/iam/policy";
import type { Identity } from "@/lib/simulator/identity/identities";
import { isJsonObject, objectAt, textAt } from "@/lib/simulator/json/merge-patch";
import type { Json, JsonObject } from "@/lib/simulator/world";
import type { EndpointsState } from "./endpoints-state";
import type { WorkloadIdentityState } from "./workload-identity";

/** One write that the simulated Google saw, for whoever checks afterwards. Times are RFC 3339, by the simulated clock. */
export type HistoryEntry = {
  /** 1, 2, …: the order in which Google decided. */
  readonly sequence: number;
  readonly time: string;
  readonly method: string;
  readonly path: string;
  readonly identity: Identity["label"];
  readonly principal: string;
  readonly userAgent: string;
  /** The simulated writer that sent it; null for a request that came over the wire. */
  readonly actor: string | null;
  /** What was sent: `ClusterUpdate`, `UpdateNodePoolRequest`, or the IAM policy. */
  readonly update: JsonObject | null;
  readonly etagSent: string | null;
  /** `projects/P/locations/L/clusters/C`; null when the path names no cluster that exists. */
  cluster: string | null;
  etagBefore: string | null;
  before: EndpointsState | null;
  /** What the update makes of it; null when it was refused. Not yet, or never, in force while `effectiveAt` is null. */
  after: EndpointsState | null;
  outcome: "accepted" | "refused";
  refusal: { readonly httpStatus: number; readonly status: string; readonly message: string } | null;
  /** The names of injected failures that struck it. */
  injected: readonly string[];
  /** False when the answer did not arrive as a whole: its sender cannot know the outcome. */
  delivered: boolean;
  operation: string | null;
  /** When the new configuration came into force, and the etag since. */
  effectiveAt: string | null;
  etagAfter: string | null;
  doneAt: string | null;
  operationError: { readonly code: number; readonly message: string } | null;
  /** Where an IAM policy was to be set: its bindings; `after` is null when it was refused. */
  policy?: {
    /** `projects/P/serviceAccounts/EMAIL`, `projects/P` or `buckets/B`. */
    readonly resource: string;
    readonly before: readonly IamBinding[];
    readonly after: readonly IamBinding[] | null;
  };
  /** Where Workload Identity of a cluster or a node pool was to be changed; `after` as above. */
  workloadIdentity?: { readonly before: WorkloadIdentityState; readonly after: WorkloadIdentityState | null };
};

/** Every write since the start or the last reset, in the order of the decisions. Nothing is ever dropped. */
export class History {
  private entries: HistoryEntry[] = [];

  /** Notes that a write arrived; until somebody says otherwise it is refused. */
  open(request: SimulatedRequest, identity: Identity, now: Date, actor: string | null): HistoryEntry {
    const update = sentUpdate(request);
    const entry: HistoryEntry = {
      sequence: this.entries.length + 1,
      time: now.toISOString(),
      method: request.method,
      path: request.path,
      identity: identity.label,
      principal: identity.principal,
      userAgent: request.headers["user-agent"] ?? "",
      actor,
      update,
      etagSent: (update && textAt(update, "etag")) || null,
      cluster: null,
      etagBefore: null,
      before: null,
      after: null,
      outcome: "refused",
      refusal: null,
      injected: [],
      delivered: true,
      operation: null,
      effectiveAt: null,
      etagAfter: null,
      doneAt: null,
      operationError: null,
    };
    this.entries.push(entry);
    return entry;
  }

  list(): readonly HistoryEntry[] {
    return this.entries;
  }

  clear(): void {
    this.entries = [];
  }
}

/** Notes why a write was refused, from the answer that it got; an accepted one keeps its outcome. */
export function noteAnswer(entry: HistoryEntry, answer: SimulatedAnswer): void {
  if (answer.lost) entry.delivered = false;
  if (entry.outcome === "accepted") return;
  const error = isJsonObject(answer.json as Json) ? objectAt(answer.json as JsonObject, "error") : {};
  entry.refusal = answer.lost
    ? { httpStatus: 0, status: "LOST", message: "The connection broke before Google saw the request." }
    : {
        httpStatus: answer.status,
        status: textAt(error, "status") ?? "UNKNOWN",
        message: textAt(error, "message") ?? answer.text ?? "",
      };
}

/** True for a request that asks to change something; the POSTs that only read are not. */
export function isWrite({ method, path }: SimulatedRequest): boolean {
  return method !== "GET" && method !== "HEAD" && !/(:testIamPermissions|:getIamPolicy|\/entries:list)$/.test(path);
}

/** The etag belongs to the update of a cluster, to the request for a node pool, and to the policy. */
function sentUpdate({ path, body }: SimulatedRequest): JsonObject | null {
  try {
    const json = JSON.parse(body) as Json;
    if (!isJsonObject(json)) return null;
    if (path.includes("/nodePools/")) return json;
    if (path.startsWith("/storage/")) return json;
    const sent = path.endsWith(":setIamPolicy") ? json.policy : json.update;
    return isJsonObject(sent) ? sent : null;
  } catch {
    return null;
  }
}
