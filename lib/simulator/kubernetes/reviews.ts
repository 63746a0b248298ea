import type { SimulatedAnswer, SimulatedRequest } from "@/lib/simulator/http/exchange";
import type { JsonObject } from "@/lib/simulator/world";
import { objectIn, textIn } from "./objects/kube-object";
import { optionalBody } from "./objects/request-body";
import { findResourceType, type ResourceType, resourceTypes } from "./objects/resource-types";
import type { Attempt } from "./status";

const authorization = "/apis/authorization.k8s.io/v1";

/** Answers what somebody asks about themselves: `kubectl auth can-i` and `whoami`; undefined for another request. */
export function answerReview(
  request: SimulatedRequest,
  user: string,
  allowed: (attempt: Attempt) => boolean,
): SimulatedAnswer | undefined {
  if (request.method !== "POST") return undefined;
  switch (request.path) {
    case `${authorization}/selfsubjectaccessreviews`: {
      const spec = objectIn(optionalBody(request), "spec");
      return review("authorization.k8s.io/v1", "SelfSubjectAccessReview", spec, accessStatus(spec, allowed));
    }
    case `${authorization}/selfsubjectrulesreviews`: {
      const spec = objectIn(optionalBody(request), "spec");
      return review("authorization.k8s.io/v1", "SelfSubjectRulesReview", spec, rulesStatus(allowed));
    }
    case "/apis/authentication.k8s.io/v1/selfsubjectreviews": {
      const userInfo = { username: user, groups: ["system:authenticated"] };
      return review("authentication.k8s.io/v1", "SelfSubjectReview", {}, { userInfo });
    }
    default:
      return undefined;
  }
}

function accessStatus(spec: JsonObject, allowed: (attempt: Attempt) => boolean): JsonObject {
  const wanted = objectIn(spec, "resourceAttributes");
  const attempt = {
    verb: textIn(wanted, "verb") ?? "get",
    type: typeOf(textIn(wanted, "group") ?? "", textIn(wanted, "resource") ?? "pods"),
    namespace: textIn(wanted, "namespace"),
    subresource: textIn(wanted, "subresource"),
  };
  return allowed(attempt)
    ? { allowed: true }
    : { allowed: false, reason: "no role binding and no IAM permission allow it" };
}

/** A resource that the simulated clusters have not is judged by the permission of its name. */
function typeOf(group: string, resource: string): ResourceType {
  const unknown = {
    group,
    resource,
    version: "v1",
    singular: resource,
    kind: resource,
    namespaced: true,
    shortNames: [],
    subresources: [],
    permission: resource,
  };
  return findResourceType(group, resource) ?? unknown;
}

function rulesStatus(allowed: (attempt: Attempt) => boolean): JsonObject {
  const verbs = ["create", "delete", "get", "list", "patch", "update", "watch"];
  const resourceRules = resourceTypes.map((type) => ({
    verbs: verbs.filter((verb) => allowed({ verb, type })),
    apiGroups: [type.group],
    resources: [type.resource],
  }));
  return {
    resourceRules: resourceRules.filter((rule) => rule.verbs.length > 0),
    nonResourceRules: [],
    incomplete: false,
  };
}

function review(apiVersion: string, kind: string, spec: JsonObject, status: object): SimulatedAnswer {
  return { status: 201, json: { kind, apiVersion, metadata: { creationTimestamp: null }, spec, status } };
}
