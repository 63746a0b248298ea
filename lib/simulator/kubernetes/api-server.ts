import {
  bearerToken,
  isExpiredToken,
  type SimulatedAnswer,
  type SimulatedRequest,
} from "@/lib/simulator/http/exchange";
import type { World } from "@/lib/simulator/world";
import { discovery, versionDocument } from "./discovery";
import { listDocument, namespaceDocument } from "./objects";
import { forbiddenPath, forbiddenResource, notFound, statusAnswer, unauthorized, unavailable } from "./status";

/** How the API server behind a cluster's endpoints behaves. */
export type ApiServer = {
  readonly status: NonNullable<NonNullable<World["kubernetes"]>["status"]>;
  /** `currentMasterVersion` of the cluster. */
  readonly gkeVersion: string;
};

/** Who every good token belongs to. */
export const simulatedUser = "ana@corp.example";

const anonymous = "system:anonymous";
const publicPaths = /^\/(version|healthz|livez|readyz)(\/|$)/;
const healthPaths = /^\/(healthz|livez|readyz)(\/|$)/;

/** Answers one request as a Kubernetes API server does: authentication, then authorization, then the resource. */
export function answerKubernetes(server: ApiServer, request: SimulatedRequest): SimulatedAnswer {
  if (server.status === "unavailable") return healthPaths.test(request.path) ? unhealthy(request.path) : unavailable();
  const token = bearerToken(request);
  if (token && (isExpiredToken(token) || server.status === "unauthorized")) return unauthorized();
  const user = token && server.status !== "anonymous-forbidden" ? simulatedUser : anonymous;
  if (user === anonymous && (server.status === "anonymous-forbidden" || !publicPaths.test(request.path))) {
    return forbidden(user, request);
  }
  if (healthPaths.test(request.path)) return { status: 200, text: "ok" };
  if (request.path === "/version") return { status: 200, json: versionDocument(server.gkeVersion) };
  if (request.method === "POST") return answerReview(server, request);
  if (request.method !== "GET") return statusAnswer(405, "MethodNotAllowed", "the simulator only reads");
  const document = discovery[request.path];
  if (document) return { status: 200, json: document };
  return server.status === "forbidden" ? forbidden(user, request) : readObjects(request);
}

function readObjects(request: SimulatedRequest): SimulatedAnswer {
  const resource = resourceOf(request.path);
  const name = /^\/api\/v1\/namespaces\/([^/]+)$/.exec(request.path)?.[1];
  const asTable = (request.headers.accept ?? "").includes("as=Table");
  const document = name ? namespaceDocument(name) : resource && listDocument(resource, asTable);
  if (document) return { status: 200, json: document };
  return name
    ? statusAnswer(404, "NotFound", `namespaces "${name}" not found`, { name, kind: "namespaces" })
    : notFound();
}

/** Reviews are about the caller, so the body, which kubectl sends as protobuf, is not read. */
function answerReview(server: ApiServer, { path }: SimulatedRequest): SimulatedAnswer {
  if (path === "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews") {
    const allowed = server.status !== "forbidden";
    const status = allowed ? { allowed } : { allowed, reason: "no role binding and no IAM permission allow it" };
    return review("authorization.k8s.io/v1", "SelfSubjectAccessReview", status);
  }
  if (path === "/apis/authentication.k8s.io/v1/selfsubjectreviews") {
    const userInfo = { username: simulatedUser, groups: ["system:authenticated"] };
    return review("authentication.k8s.io/v1", "SelfSubjectReview", { userInfo });
  }
  return notFound();
}

function review(apiVersion: string, kind: string, status: object): SimulatedAnswer {
  return { status: 201, json: { kind, apiVersion, metadata: { creationTimestamp: null }, spec: {}, status } };
}

function forbidden(user: string, { method, path }: SimulatedRequest): SimulatedAnswer {
  const resource = resourceOf(path);
  if (!resource) return forbiddenPath(user, method.toLowerCase(), path);
  return forbiddenResource(user, path.endsWith(`/${resource}`) ? "list" : "get", resource);
}

/** `pods` of `/api/v1/namespaces/x/pods`, `namespaces` of `/api/v1/namespaces/x`. */
function resourceOf(path: string): string | undefined {
  return /^\/api\/v1\/(?:namespaces\/[^/]+\/)?([a-z]+)/.exec(path)?.[1];
}

function unhealthy(path: string): SimulatedAnswer {
  const check = path.split("/")[1] ?? "readyz";
  return { status: 500, text: `[+]ping ok\n[-]etcd failed: reason withheld\n${check} check failed\n` };
}
