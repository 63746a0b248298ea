/** What Google's refusal means for whoever asked. */
export type GoogleErrorReason =
  | "not-found"
  | "permission-denied"
  | "unauthenticated"
  | "api-disabled"
  | "billing-disabled"
  | "perimeter-denied"
  | "rate-limited"
  | "timed-out"
  | "unavailable"
  | "invalid-argument"
  | "invalid-answer"
  /** The resource is not as the request's etag says: somebody changed it since it was read. */
  | "aborted"
  /** Another operation runs on the cluster; `operation` names it where Google does. */
  | "busy"
  /** The resource is in a state in which this cannot be done. */
  | "failed-precondition"
  /** A change was sent and no answer came back: it may have been accepted. */
  | "unknown-outcome";

/** A call to a Google API that did not give an answer to use. The message never holds a credential. */
export class GoogleError extends Error {
  override readonly name = "GoogleError" as const;
  constructor(
    readonly reason: GoogleErrorReason,
    message: string,
    /** The permission that Google named, as `container.clusters.get`. */
    readonly permission: string | undefined = undefined,
    /** The operation that is in the way, as `operation-1700000000000-ab12`. */
    readonly operation: string | undefined = undefined,
  ) {
    super(message);
  }
}

/** Like `instanceof GoogleError`, but true also across two bundled copies of this module: the server makes the clients, Next's bundle asks them. */
export function isGoogleError(error: unknown): error is GoogleError {
  return error instanceof Error && error.name === "GoogleError" && "reason" in error;
}

type Vendor = {
  readonly code?: unknown;
  readonly reason?: unknown;
  readonly message?: unknown;
  readonly details?: unknown;
  readonly statusDetails?: unknown;
};

/**
 * Reads an error of the Google clients (`code` is the gRPC number, `reason` comes from `ErrorInfo`)
 * or of `fetch`. Texts and codes: domain facts 2.9 and 10.3.
 */
export function toGoogleError(error: unknown): GoogleError {
  if (isGoogleError(error)) return error;
  const vendor: Vendor = typeof error === "object" && error !== null ? error : {};
  const message =
    typeof vendor.details === "string" && vendor.details ? vendor.details : String(vendor.message ?? error);
  const reason = reasonOf(vendor, message);
  const operation = reason === "busy" ? operationIn(message) : undefined;
  return new GoogleError(reason, cleaned(message), permissionIn(message), operation);
}

/** The error body that Google's REST APIs send, as an error. */
export function errorFromBody(status: number, body: unknown): GoogleError {
  const parsed: { error?: { message?: unknown; details?: readonly { reason?: unknown }[] } } =
    typeof body === "object" && body !== null ? body : {};
  const message = typeof parsed.error?.message === "string" ? parsed.error.message : `HTTP ${status}`;
  const reason = parsed.error?.details?.map((detail) => detail.reason).find((value) => typeof value === "string");
  return toGoogleError({ code: grpcCodes[status] ?? (status >= 500 ? 14 : 13), reason, message });
}

const grpcCodes: Readonly<Record<number, number>> = {
  400: 3,
  401: 16,
  403: 7,
  404: 5,
  409: 10,
  429: 8,
  503: 14,
  504: 4,
};

function reasonOf({ code, reason }: Vendor, message: string): GoogleErrorReason {
  if (reason === "SERVICE_DISABLED" || /has not been used in project|API .* is disabled/i.test(message))
    return "api-disabled";
  if (reason === "BILLING_DISABLED" || /billing (account|to be enabled|is disabled)/i.test(message))
    return "billing-disabled";
  if (/vpcServiceControlsUniqueIdentifier|prohibited by organization's policy/i.test(message))
    return "perimeter-denied";
  if (/invalid_grant|invalid_rapt|Could not load the default credentials/i.test(message)) return "unauthenticated";
  switch (code) {
    case 5:
    case 404:
      return "not-found";
    case 7:
    case 403:
      return "permission-denied";
    case 16:
    case 401:
      return "unauthenticated";
    case 8:
    case 429:
      return "rate-limited";
    case 4:
    case 504:
      return "timed-out";
    case 3:
      return "invalid-argument";
    case 9:
      return reason === "CLUSTER_ALREADY_HAS_OPERATION" || operationIn(message) ? "busy" : "failed-precondition";
    case 10:
    case 409:
      return "aborted";
    case 13:
      return "invalid-answer";
    default:
      return "unavailable";
  }
}

function permissionIn(message: string): string | undefined {
  return /"((?:[a-z]+\.){2,}[A-Za-z]+)" permission/.exec(message)?.[1];
}

function operationIn(message: string): string | undefined {
  return /\boperation-[\w-]*\w/.exec(message)?.[0];
}

/** Bearer tokens do not appear in Google's messages; should one ever, it does not go on. */
function cleaned(message: string): string {
  return message.replace(/(ya29\.|Bearer\s+)[\w.~+/=-]+/g, "$1[redacted]").slice(0, 600);
}
