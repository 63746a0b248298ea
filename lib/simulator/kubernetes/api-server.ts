import {
  bearerToken,
  isExpiredToken,
  type SimulatedAnswer,
  type SimulatedRequest,
} from "@/lib/simulator/http/exchange";
import type { IdentityLabel } from "@/lib/simulator/identity/identities";
import type { World } from "@/lib/simulator/world";
import { answerObjects } from "./answer-objects";
import { discovery, versionDocument } from "./discovery";
import type { KubernetesCluster } from "./kubernetes-cluster";
import { openApi } from "./openapi";
import { parseResourcePath, type ResourcePath, verbOf } from "./resource-path";
import { answerReview } from "./reviews";
import {
  ApiRefusal,
  type Attempt,
  forbiddenPath,
  forbiddenResource,
  methodNotAllowed,
  notFound,
  permissionOf,
  statusAnswer,
  unauthorized,
  unavailable,
} from "./status";

/** How the API server behind a cluster's endpoints behaves. */
export type ApiServer = {
  readonly status: NonNullable<NonNullable<World["kubernetes"]>["status"]>;
  /** `currentMasterVersion` of the cluster. */
  readonly gkeVersion: string;
  readonly kubernetes: KubernetesCluster;
};

/** Who every good token belongs to that the simulator did not make. */
export const simulatedUser = "ana@corp.example";

const anonymous = "system:anonymous";
const publicPaths = /^\/(version|healthz|livez|readyz)(\/|$)/;
const healthPaths = /^\/(healthz|livez|readyz)(\/|$)/;

/** Answers one request as a Kubernetes API server does: authentication, then authorization, then the resource. */
export function answerKubernetes(server: ApiServer, request: SimulatedRequest): SimulatedAnswer {
  if (server.status === "unavailable") return healthPaths.test(request.path) ? unhealthy(request.path) : unavailable();
  const caller = callerOf(server, request);
  if (caller === "unknown") return unauthorized();
  const user = caller?.user ?? anonymous;
  if (!caller && (server.status === "anonymous-forbidden" || !publicPaths.test(request.path))) {
    return forbidden(user, request);
  }
  if (healthPaths.test(request.path)) return { status: 200, text: "ok" };
  if (request.path === "/version") return { status: 200, json: versionDocument(server.gkeVersion) };
  const isRead = request.method === "GET" || request.method === "HEAD";
  const document = discovery[request.path] ?? openApi[request.path];
  if (document) return isRead ? { status: 200, json: document } : methodNotAllowed();
  if (!caller) return forbidden(user, request);
  try {
    const allowed = (attempt: Attempt) => isAllowed(server, caller.label, attempt);
    const review = answerReview(request, user, allowed);
    if (review) return review;
    const path = parseResourcePath(request.path);
    if (!path) return notFound();
    const attempt = attemptOf(request, path);
    if (!allowed(attempt)) return forbiddenResource(user, attempt);
    return answerObjects({ kubernetes: server.kubernetes, request, path, user, now: server.kubernetes.now() });
  } catch (error) {
    if (error instanceof ApiRefusal) return error.answer;
    const why = error instanceof Error ? error.message : String(error);
    return statusAnswer(500, "InternalError", `Internal error occurred: ${why}`);
  }
}

type Caller = { readonly label: IdentityLabel; readonly user: string };

/** Undefined for nobody; `unknown` for a token that is not (or no longer) good. */
function callerOf({ status, kubernetes }: ApiServer, request: SimulatedRequest): Caller | "unknown" | undefined {
  const token = bearerToken(request);
  if (!token) return undefined;
  const { identities } = kubernetes.world;
  const { label, principal } = identities.ofToken(token);
  if (isExpiredToken(token) || status === "unauthorized" || identities.isTokenRevoked(label)) return "unknown";
  if (status === "anonymous-forbidden") return undefined;
  return { label, user: label === "other" ? simulatedUser : principal };
}

function isAllowed({ status, kubernetes }: ApiServer, label: IdentityLabel, attempt: Attempt): boolean {
  const { project } = kubernetes.cluster.name;
  return status !== "forbidden" && !kubernetes.world.identities.isRefused(label, project, permissionOf(attempt));
}

function attemptOf(request: SimulatedRequest, path: ResourcePath): Attempt {
  const { type, name, subresource } = path;
  const namespace = path.namespace ?? (type.kind === "Namespace" ? name : undefined);
  return { verb: verbOf(request.method, path, request.query), type, namespace, name, subresource };
}

function forbidden(user: string, request: SimulatedRequest): SimulatedAnswer {
  const path = parseResourcePath(request.path);
  if (!path) return forbiddenPath(user, request.method.toLowerCase(), request.path);
  return forbiddenResource(user, attemptOf(request, path));
}

function unhealthy(path: string): SimulatedAnswer {
  const check = path.split("/")[1] ?? "readyz";
  return { status: 500, text: `[+]ping ok\n[-]etcd failed: reason withheld\n${check} check failed\n` };
}
