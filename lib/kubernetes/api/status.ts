import type { KubernetesErrorReason } from "./kubernetes-error";

/** The parts of a Kubernetes `Status` that say why a request was refused. */
export type RefusalStatus = { readonly code: number | undefined; readonly reason: string; readonly message: string };

/** Undefined where the text is no Status: a proxy, a front end or a captive portal answered. */
export function parseStatus(text: string): RefusalStatus | undefined {
  try {
    return toStatus(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function toStatus(value: unknown): RefusalStatus | undefined {
  const { kind, reason, message, code }: { kind?: unknown; reason?: unknown; message?: unknown; code?: unknown } =
    typeof value === "object" && value !== null ? value : {};
  if (kind !== "Status") return undefined;
  return {
    code: typeof code === "number" ? code : undefined,
    reason: typeof reason === "string" ? reason : "",
    message: typeof message === "string" ? message : "",
  };
}

/**
 * What an HTTP answer outside of 200–299 means. Only a Status speaks of an object: any server says 404.
 * Server errors leave open whether a change was carried out.
 */
export function refusalOf(
  httpStatus: number,
  status: RefusalStatus | undefined,
  writes: boolean,
): { readonly reason: KubernetesErrorReason; readonly message: string } {
  const reason = reasonOf(httpStatus, status, writes);
  if (status !== undefined) return { reason, message: status.message || status.reason || `HTTP ${httpStatus}` };
  return { reason, message: `HTTP ${httpStatus} without a reason of Kubernetes' own` };
}

function reasonOf(httpStatus: number, status: RefusalStatus | undefined, writes: boolean): KubernetesErrorReason {
  if (httpStatus >= 500) return writes ? "unknown-outcome" : "unavailable";
  if (httpStatus === 401) return "unauthorized";
  if (httpStatus === 403) return "forbidden";
  if (httpStatus === 429) return "unavailable";
  if (status === undefined) return "invalid-answer";
  switch (httpStatus) {
    case 404:
      return "not-found";
    case 409:
      return status.reason === "AlreadyExists" ? "already-exists" : "conflict";
    case 410:
      return "unavailable";
    default:
      /* The words of a kubelet that has not made the container yet: an answer for later, although it is a 400. */
      return /is waiting to start|ContainerCreating|PodInitializing|is not available yet/.test(status.message)
        ? "unavailable"
        : "invalid";
  }
}
