import { parseClusterName } from "@/lib/core/cluster-name";
import type { WorkloadDiagnosisRequest } from "./workload-wire";

/** The namespace and the service account that every Composer environment has ready. */
export const composerPlace = { namespace: "composer-user-workloads", serviceAccount: "default" } as const;

export type RoleRow = { readonly resource: string; readonly role: string };

export const blankRole: RoleRow = { resource: "", role: "" };

/** What the person asks of a workload, as the form shows it. Everything they entered is kept until they remove it. */
export type WorkloadQuestion = {
  readonly target: "environment" | "cluster";
  /** Resource names. Both are kept, so that going back and forth loses neither. */
  readonly environment: string | null;
  readonly cluster: string | null;
  /** In an environment: Composer's own namespace and account, or `namespace` and `serviceAccount`. */
  readonly place: "composer" | "own";
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly identity: "impersonation" | "direct";
  readonly googleServiceAccount: string;
  readonly roles: readonly RoleRow[];
  readonly errorText: string;
  readonly dag: string;
  /** The sandbox's situation that this question comes from, in its own words. */
  readonly world: string | null;
};

export const emptyWorkloadQuestion: WorkloadQuestion = {
  target: "environment",
  environment: null,
  cluster: null,
  place: "composer",
  namespace: "",
  serviceAccount: "",
  identity: "impersonation",
  googleServiceAccount: "",
  roles: [],
  errorText: "",
  dag: "",
  world: null,
};

/** Where the pod runs. An empty account is the namespace's `default`. */
export function placeOf(question: WorkloadQuestion): { readonly namespace: string; readonly serviceAccount: string } {
  if (question.target === "environment" && question.place === "composer") return composerPlace;
  return { namespace: question.namespace.trim(), serviceAccount: question.serviceAccount.trim() || "default" };
}

/** The request as the form stands. Not checked: what is missing is empty. Rows without a word in them are left out. */
export function toWorkloadRequest(question: WorkloadQuestion): WorkloadDiagnosisRequest {
  const { target, environment, cluster, identity, googleServiceAccount, roles, errorText, dag } = question;
  return {
    target:
      target === "environment"
        ? { kind: "environment", environment: environment ?? "" }
        : { kind: "cluster", cluster: cluster ?? "" },
    ...placeOf(question),
    googleServiceAccount: identity === "direct" ? null : googleServiceAccount.trim(),
    roles: roles
      .filter((row) => !isBlankRole(row))
      .map(({ resource, role }) => ({ resource: resource.trim(), role: role.trim() })),
    ...(errorText.trim() ? { errorText } : {}),
    ...(dag.trim() ? { dag } : {}),
  };
}

/** The question that a request asks. */
export function fromWorkloadRequest(request: WorkloadDiagnosisRequest, world: string | null = null): WorkloadQuestion {
  const { target, namespace, serviceAccount, googleServiceAccount, roles, errorText = "", dag = "" } = request;
  const inEnvironment = target.kind === "environment";
  const ready = namespace === composerPlace.namespace && serviceAccount === composerPlace.serviceAccount;
  const ofComposer = inEnvironment && ready;
  return {
    target: target.kind,
    environment: inEnvironment ? target.environment : null,
    cluster: inEnvironment ? null : target.cluster,
    place: ofComposer || !inEnvironment ? "composer" : "own",
    namespace: ofComposer ? "" : namespace,
    serviceAccount: ofComposer ? "" : serviceAccount,
    identity: googleServiceAccount === null ? "direct" : "impersonation",
    googleServiceAccount: googleServiceAccount ?? "",
    roles,
    errorText,
    dag,
    world,
  };
}

/** True when both would be answered by the same diagnosis. */
export function sameWorkload(left: WorkloadQuestion, right: WorkloadQuestion): boolean {
  return JSON.stringify(toWorkloadRequest(left)) === JSON.stringify(toWorkloadRequest(right));
}

/** `?environment=…&account=…`: the question without what was pasted; empty while nothing was entered. */
export function formatWorkloadLink(question: WorkloadQuestion): string {
  const { target, environment, cluster, place, namespace, serviceAccount, identity } = question;
  const own = target === "cluster" || place === "own";
  const search = new URLSearchParams();
  if (target === "environment") put(search, "environment", environment ?? "");
  else search.set("cluster", cluster ?? "");
  if (own) search.set("namespace", namespace);
  if (own) put(search, "account", serviceAccount);
  put(search, "as", identity === "direct" ? "direct" : question.googleServiceAccount);
  for (const row of question.roles) if (!isBlankRole(row)) search.append("role", `${row.role}@${row.resource}`);
  const isEmpty = formatted(search) === "cluster=&namespace=" || search.size === 0;
  return isEmpty ? "" : `?${formatted(search)}`;
}

/** Reads a link's parameters. Whatever is not understood is left empty. */
export function readWorkloadLink(search: URLSearchParams): WorkloadQuestion {
  const cluster = search.get("cluster");
  const as = search.get("as") ?? "";
  return {
    ...emptyWorkloadQuestion,
    target: cluster === null ? "environment" : "cluster",
    environment: search.get("environment"),
    cluster: cluster && parseClusterName(cluster) ? cluster : null,
    place: search.has("namespace") && cluster === null ? "own" : "composer",
    namespace: search.get("namespace") ?? "",
    serviceAccount: search.get("account") ?? "",
    identity: as === "direct" ? "direct" : "impersonation",
    googleServiceAccount: as === "direct" ? "" : as,
    roles: search.getAll("role").map(readRole),
  };
}

export function isBlankRole({ resource, role }: RoleRow): boolean {
  return resource.trim() === "" && role.trim() === "";
}

function readRole(text: string): RoleRow {
  const [role = "", resource = ""] = text.split("@");
  return { resource, role };
}

function put(search: URLSearchParams, name: string, value: string): void {
  if (value.trim() !== "") search.set(name, value.trim());
}

/** Slashes, colons and at signs are as good in a query as they are, and far easier to read. */
function formatted(search: URLSearchParams): string {
  return search.toString().replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%40", "@");
}
