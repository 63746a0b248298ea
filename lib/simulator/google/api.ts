import {
  bearerToken,
  isExpiredToken,
  type SimulatedAnswer,
  type SimulatedRequest,
} from "@/lib/simulator/http/exchange";
import { composerRoutes } from "./composer";
import { containerRoutes } from "./container";
import { containerWriteRoutes } from "./container-writes";
import { unauthenticated, unsupported } from "./errors";
import { cloudRanges } from "./ip-ranges";
import { loggingRoutes } from "./logging";
import { projectPolicyRoutes } from "./project-policies";
import { resourceManagerRoutes } from "./resource-manager";
import { serviceAccountPolicyRoutes } from "./service-account-policies";
import { serviceAccountRoutes } from "./service-accounts";
import { storageRoutes } from "./storage";
import type { GoogleWorld } from "./world";

const routes = [
  ...containerRoutes,
  ...containerWriteRoutes,
  ...resourceManagerRoutes,
  ...loggingRoutes,
  ...serviceAccountRoutes,
  ...serviceAccountPolicyRoutes,
  ...projectPolicyRoutes,
  ...composerRoutes,
  ...storageRoutes,
];

/** Answers a request as Google's APIs do; what is not simulated gets 501, naming the method and the path. */
export function answerGoogle(world: GoogleWorld, request: SimulatedRequest): SimulatedAnswer {
  if (request.method === "GET" && request.path === "/ipranges/cloud.json") return cloudRanges();
  const path = decodeURIComponent(request.path);
  const route = routes.find(({ method, pattern }) => method === request.method && pattern.test(path));
  if (!route) return unsupported(`${request.method} ${request.path}`);
  const token = bearerToken(request);
  const isRevoked = world.identity !== undefined && world.identities?.isTokenRevoked(world.identity.label);
  if (!token || isExpiredToken(token) || isRevoked) return unauthenticated(token !== undefined);
  return route.handle(world, route.pattern.exec(path)?.groups ?? {}, request);
}
