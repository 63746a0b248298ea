/** An error that a person may read: what was wrong and what to do (RFC 9457). */
export type ProblemDetails = {
  /** Stable, relative to the product: `/problems/bad-request`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Of 429: the answer's `Retry-After`. */
  readonly retryAfterSeconds?: number;
  /** Of `/problems/policy`: the rules that say no. */
  readonly rules?: readonly { readonly id: string; readonly title: string; readonly why: string }[];
};

export class Problem extends Error {
  override readonly name = "Problem" as const;
  constructor(readonly details: ProblemDetails) {
    super(details.detail);
  }
}

/** By shape, not by class: two copies of this module may live in one process (the server and Next's bundle). */
export function isProblem(error: unknown): error is Problem {
  return error instanceof Error && error.name === "Problem" && "details" in error;
}

export function badRequest(detail: string): Problem {
  return new Problem({
    type: "/problems/bad-request",
    title: "The request could not be understood",
    status: 400,
    detail,
  });
}

export function notFound(detail: string): Problem {
  return new Problem({ type: "/problems/not-found", title: "Not found", status: 404, detail });
}

/** Nobody is signed in, or what says so is not valid. */
export function unauthenticated(detail: string): Problem {
  return new Problem({ type: "/problems/unauthenticated", title: "Sign in first", status: 401, detail });
}

export function tooManyRequests(retryAfterSeconds: number): Problem {
  const detail = `That was too much at once. Try again in ${retryAfterSeconds} second${retryAfterSeconds === 1 ? "" : "s"}.`;
  return new Problem({
    type: "/problems/too-many-requests",
    title: "Too many requests",
    status: 429,
    detail,
    retryAfterSeconds,
  });
}

export function forbidden(detail: string): Problem {
  return new Problem({ type: "/problems/forbidden", title: "Not allowed", status: 403, detail });
}

export function tooLarge(limitBytes: number): Problem {
  const detail = `The body is larger than ${Math.round(limitBytes / 1024)} KiB. Send only the last screen of the output.`;
  return new Problem({ type: "/problems/too-large", title: "Too large", status: 413, detail });
}

/** The policy says no; the detail names each rule and why. */
export function forbiddenByPolicy(rules: NonNullable<ProblemDetails["rules"]>): Problem {
  const detail = rules.map(({ title, why }) => `${title}: ${why}`).join(" ");
  return new Problem({ type: "/problems/policy", title: "The policy does not allow this", status: 403, detail, rules });
}

/** What it was decided on is not so any more. */
export function conflict(detail: string): Problem {
  return new Problem({ type: "/problems/conflict", title: "It has changed meanwhile", status: 409, detail });
}

/** It was there, and its time is over. */
export function gone(detail: string): Problem {
  return new Problem({ type: "/problems/gone", title: "Its time is over", status: 410, detail });
}

/** The request was understood, and what it asks for cannot help or cannot be done. */
export function refused(detail: string): Problem {
  return new Problem({ type: "/problems/refused", title: "Refused", status: 422, detail });
}

export function unavailable(detail: string): Problem {
  return new Problem({ type: "/problems/unavailable", title: "Not available right now", status: 503, detail });
}
