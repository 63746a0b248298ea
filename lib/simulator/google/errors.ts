import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";

const canonicalCodes: Readonly<Record<number, CanonicalCode>> = {
  400: { status: "INVALID_ARGUMENT", reason: "badRequest" },
  401: { status: "UNAUTHENTICATED", reason: "authError" },
  403: { status: "PERMISSION_DENIED", reason: "forbidden" },
  404: { status: "NOT_FOUND", reason: "notFound" },
  409: { status: "ABORTED", reason: "aborted" },
  429: { status: "RESOURCE_EXHAUSTED", reason: "rateLimitExceeded" },
  500: { status: "INTERNAL", reason: "backendError" },
  501: { status: "UNIMPLEMENTED", reason: "notImplemented" },
  503: { status: "UNAVAILABLE", reason: "backendError" },
  504: { status: "DEADLINE_EXCEEDED", reason: "backendError" },
};

type CanonicalCode = { readonly status: string; readonly reason: string };

/** An error in Google's standard shape: `error{code, message, status, errors[], details[]}`. */
export function googleError(code: number, message: string, details: readonly object[] = []): SimulatedAnswer {
  return errorOf(code, message, canonicalCodes[code] ?? { status: "UNKNOWN", reason: "unknown" }, details);
}

/** 400 FAILED_PRECONDITION: the request is good, the cluster's state is not. */
export function failedPrecondition(message: string, details: readonly object[] = []): SimulatedAnswer {
  return errorOf(400, message, { status: "FAILED_PRECONDITION", reason: "failedPrecondition" }, details);
}

/** 409 ALREADY_EXISTS. */
export function alreadyExists(message: string): SimulatedAnswer {
  return errorOf(409, message, { status: "ALREADY_EXISTS", reason: "alreadyExists" }, []);
}

/** 403 of IAM and of the APIs that speak like it; recorded: the text says the same of what does not exist. */
export function iamDenied(permission: string, service = "iam.googleapis.com"): SimulatedAnswer {
  return googleError(403, `Permission ${permission} denied on resource (or it may not exist).`, [
    errorInfo("IAM_PERMISSION_DENIED", service, { permission }),
  ]);
}

function errorOf(
  code: number,
  message: string,
  { status, reason }: CanonicalCode,
  details: readonly object[],
): SimulatedAnswer {
  return {
    status: code,
    json: {
      error: {
        code,
        message,
        errors: [{ message, domain: "global", reason }],
        status,
        ...(details.length > 0 ? { details } : {}),
      },
    },
  };
}

/** A `google.rpc.ErrorInfo` detail. */
export function errorInfo(reason: string, domain: string, metadata: Readonly<Record<string, string>> = {}): object {
  const type = "type.googleapis.com/google.rpc.ErrorInfo";
  return { "@type": type, reason, domain, ...(Object.keys(metadata).length > 0 ? { metadata } : {}) };
}

/** 401 for a token that is missing or not good (any more). */
export function unauthenticated(hasToken: boolean): SimulatedAnswer {
  const start = hasToken
    ? "Request had invalid authentication credentials."
    : "Request is missing required authentication credential.";
  const message = `${start} Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.`;
  const reason = hasToken ? "ACCESS_TOKEN_EXPIRED" : "CREDENTIALS_MISSING";
  return {
    ...googleError(401, message, [errorInfo(reason, "googleapis.com", { service: "container.googleapis.com" })]),
    headers: { "www-authenticate": 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
  };
}

/** 403 of the Kubernetes Engine API for a missing permission. */
export function permissionDenied(permission: string, resource: string): SimulatedAnswer {
  return googleError(403, `Required "${permission}" permission(s) for "${resource}".`, [
    errorInfo("IAM_PERMISSION_DENIED", "container.googleapis.com", { permission }),
  ]);
}

/** 501: an honest "not simulated", by name. */
export function unsupported(what: string): SimulatedAnswer {
  return googleError(501, `The simulator does not support ${what}.`);
}
