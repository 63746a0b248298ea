import { redactCredentials } from "./credential-text";

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

type Vendor = {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly reason?: unknown;
  readonly message?: unknown;
  readonly details?: unknown;
  readonly cause?: unknown;
  /** Of a REST answer: the permission that `ErrorInfo` names. */
  readonly permission?: unknown;
};

/**
 * Reads an error of the Google clients (`code` is the gRPC number, `reason` comes from `ErrorInfo`)
 * or of `fetch`. Texts and codes: domain facts 2.9 and 10.3.
 *
 * An error page or a JSON of another kind is `invalid-answer`, whatever its status: it did not come from Google's API,
 * so it says nothing about the cluster or a permission.
 */
export function toGoogleError(error: unknown): GoogleError {
  if (isGoogleError(error)) return error;
  const vendor: Vendor = typeof error === "object" && error !== null ? error : {};
  const message =
    typeof vendor.details === "string" && vendor.details ? vendor.details : String(vendor.message ?? error);
  if (vendor.name === "ZodError") return new GoogleError("invalid-answer", "the answer is not of the documented form");
  if (notFromGoogle(message) || /\bredirect\b/.test(causeOf(vendor).message))
    return strangeAnswer(statusIn(vendor, message));
  const reason = reasonOf(vendor, message);
  const broken = reason === "unavailable" ? networkFailure(vendor) : undefined;
  return new GoogleError(
    reason,
    broken ? `the connection failed (${broken})` : cleaned(message),
    permissionOf(vendor, message),
    reason === "busy" ? operationIn(message) : undefined,
  );
}

/** Like `instanceof GoogleError`, but true also across two bundled copies of this module: the server makes the clients, Next's bundle asks them. */
export function isGoogleError(error: unknown): error is GoogleError {
  return error instanceof Error && error.name === "GoogleError" && "reason" in error;
}

/** The error body that Google's REST APIs send, as an error; `body` undefined when it was no JSON. */
export function errorFromBody(status: number, body: unknown): GoogleError {
  const parsed: { error?: { message?: unknown; details?: readonly ErrorDetail[] } } =
    typeof body === "object" && body !== null ? body : {};
  if (typeof parsed.error?.message !== "string") return strangeAnswer(status);
  const details = Array.isArray(parsed.error.details) ? parsed.error.details : [];
  const reason = details.map((detail) => detail.reason).find((value) => typeof value === "string");
  const permission = details.map(({ metadata }) => metadata?.permission).find((value) => typeof value === "string");
  return toGoogleError({
    code: grpcCodes[status] ?? (status >= 500 ? 14 : 13),
    reason,
    permission,
    message: parsed.error.message,
  });
}

type ErrorDetail = { readonly reason?: unknown; readonly metadata?: { readonly permission?: unknown } };

/** What came in place of an answer of Google's API. */
export function strangeAnswer(status: number | undefined): GoogleError {
  if (status !== undefined && status >= 500) return new GoogleError("unavailable", `HTTP ${status} without a reason`);
  const answer = status === undefined ? "the answer" : `the answer (HTTP ${status})`;
  return new GoogleError("invalid-answer", `${answer} is not Google's: a proxy or a captive portal may be in between`);
}

/** The Google client's words for a body that it could not read, and bodies that it took for the message. */
function notFromGoogle(message: string): boolean {
  if (/invalid_grant|invalid_rapt/.test(message)) return false;
  return /could not be decoded|is not valid JSON|^Unexpected end of JSON|^Received null response|^\s*[<{[]|responds with a redirect/.test(
    message,
  );
}

function statusIn(vendor: Vendor, message: string): number | undefined {
  const printed = /with status (\d{3})\b/.exec(message)?.[1];
  const { code } = causeOf(vendor);
  return printed === undefined ? (typeof code === "number" ? code : undefined) : Number(printed);
}

/** What node says of a connection that failed: its code, or the words beneath fetch's "fetch failed". Undefined for answers. */
function networkFailure(vendor: Vendor): string | undefined {
  const cause = causeOf(vendor);
  const code = [vendor.code, cause.code].find(
    (value): value is string => typeof value === "string" && /^[A-Z][A-Z0-9_]{3,40}$/.test(value),
  );
  return code ?? (vendor.message === "fetch failed" && cause.message ? cause.message : undefined);
}

function causeOf({ cause }: Vendor): { readonly code: unknown; readonly message: string } {
  if (!(cause instanceof Error)) return { code: undefined, message: "" };
  return { code: "code" in cause ? cause.code : undefined, message: cause.message };
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
    default:
      return "unavailable";
  }
}

/** `Required "container.clusters.get" permission(s)`, `Permission 'iam.serviceAccounts.get' denied`, and the latter without quotes. */
const namedPermission =
  /"((?:[A-Za-z]+\.){2,}[A-Za-z]+)" permission|\bPermission '?((?:[A-Za-z]+\.){2,}[A-Za-z]+)'? denied/;

function permissionOf({ permission }: Vendor, message: string): string | undefined {
  const [, required, denied] = namedPermission.exec(message) ?? [];
  return required ?? denied ?? (typeof permission === "string" ? permission : undefined);
}

function operationIn(message: string): string | undefined {
  return /\boperation-[\w-]*\w/.exec(message)?.[0];
}

/** Tokens do not appear in Google's messages; should one ever, it does not go on. */
function cleaned(message: string): string {
  return redactCredentials(message).slice(0, 600);
}
