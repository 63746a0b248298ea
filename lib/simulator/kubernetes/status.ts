import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";

/** A Kubernetes `Status` body, as an API server sends it with every failure. */
export function statusAnswer(
  code: number,
  reason: string,
  message: string,
  details: Readonly<Record<string, string>> = {},
): SimulatedAnswer {
  return {
    status: code,
    headers: { "content-type": "application/json" },
    json: { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, reason, details, code },
  };
}

export const unauthorized = (): SimulatedAnswer => statusAnswer(401, "Unauthorized", "Unauthorized");

export const unavailable = (): SimulatedAnswer =>
  statusAnswer(503, "ServiceUnavailable", "the server is currently unable to handle the request");

export const notFound = (): SimulatedAnswer =>
  statusAnswer(404, "NotFound", "the server could not find the requested resource");

/** 403 for a path that is no resource: `/version`, `/api`. */
export function forbiddenPath(user: string, verb: string, path: string): SimulatedAnswer {
  return statusAnswer(403, "Forbidden", `forbidden: User "${user}" cannot ${verb} path "${path}"`);
}

/** 403 for a cluster-wide resource. GKE appends the IAM permission that would allow it, for people with a Google identity. */
export function forbiddenResource(user: string, verb: string, resource: string): SimulatedAnswer {
  const hint = user === "system:anonymous" ? "" : `: requires one of ["container.${resource}.${verb}"] permission(s).`;
  return statusAnswer(
    403,
    "Forbidden",
    `${resource} is forbidden: User "${user}" cannot ${verb} resource "${resource}" in API group "" at the cluster scope${hint}`,
    { kind: resource },
  );
}
