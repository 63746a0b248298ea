import { parseCidr, prefixLength } from "@/lib/core/address";
import type { Question } from "./engine";
import type { GrantRequest, GrantTerms, PolicyRequest } from "./words";

/** False for `read`, `update` and `run-pod`, which no approval is given for. */
export function isAboutGrant(request: PolicyRequest): request is GrantRequest {
  return request.action !== "read" && request.action !== "update" && request.action !== "run-pod";
}

/** What is wrong with a request that no policy can judge; undefined when it is well formed. */
export function flawOf(request: PolicyRequest): string | undefined {
  if (personKey(request.principal.id) === "") return "Nobody is signed in.";
  if (!isAboutGrant(request)) return undefined;
  const { cidr, durationMinutes, requesterId } = request.context;
  const network = parseCidr(cidr);
  if (personKey(requesterId) === "") return "The grant is nobody's.";
  if (!network) return "The network is not one in CIDR notation.";
  if (network.includes(":")) return "Authorized networks are IPv4, and the network is IPv6.";
  if (!Number.isSafeInteger(durationMinutes) || durationMinutes < 1) {
    return "The duration is not a whole number of minutes, at least one.";
  }
  return undefined;
}

/** True when the grant is the principal's own. */
export function isOwn(request: PolicyRequest): boolean {
  return isAboutGrant(request) && personKey(request.principal.id) === personKey(request.context.requesterId);
}

/** How many different people approved; the requester is not one of them. */
export function countApprovals({ approvals, requesterId }: GrantTerms): number {
  const people = new Set(approvals.map(personKey));
  people.delete(personKey(requesterId));
  people.delete("");
  return people.size;
}

/** The request in the words of the schema, as if `approvals` people had approved. The request must have no flaw. */
export function questionOf(request: PolicyRequest, approvals: number): Question {
  const { principal, cluster, action } = request;
  const person = { type: "Person", id: principal.id };
  const { project, location, name } = cluster;
  const place = { type: "Cluster", id: `projects/${project}/locations/${location}/clusters/${name}` };
  return {
    principal: person,
    action: { type: "Action", id: action },
    resource: place,
    context: isAboutGrant(request)
      ? contextOf(request.context, { action, own: isOwn(request), approvals })
      : otherContextOf(request),
    entities: [
      { uid: person, attrs: { id: principal.id, name: principal.name, groups: [...principal.groups] }, parents: [] },
      { uid: place, attrs: { project, location, name }, parents: [], tags: { ...cluster.labels } },
    ],
  };
}

function otherContextOf(request: Exclude<PolicyRequest, GrantRequest>): Question["context"] {
  switch (request.action) {
    case "update": {
      const { remedy, risk, namespace = "", googleServiceAccount = "" } = request.context;
      return { remedy, risk, namespace, googleServiceAccount };
    }
    case "run-pod": {
      const { kind, namespace, serviceAccount, image, reason } = request.context;
      return { kind, namespace, serviceAccount, image, reason: reason.trim() };
    }
    case "read":
      return {};
  }
}

function contextOf(
  terms: GrantTerms,
  { action, own, approvals }: { action: PolicyRequest["action"]; own: boolean; approvals: number },
): Question["context"] {
  const network = parseCidr(terms.cidr) ?? "";
  return {
    network: { __extn: { fn: "ip", arg: network } },
    prefixLength: prefixLength(network),
    ownAddress: terms.ownAddress,
    addressProven: terms.addressProven,
    durationMinutes: terms.durationMinutes,
    approvals,
    reason: terms.reason.trim(),
    breakGlass: terms.breakGlass || action === "break-glass",
    ownGrant: own,
  };
}

/** Two spellings of one id are one person: nobody approves their own request by writing it in capitals. */
function personKey(id: string): string {
  return id.normalize("NFKC").trim().toLowerCase();
}
