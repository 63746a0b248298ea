/** An error that a person may read: what was wrong and what to do (RFC 9457). */
export type ProblemDetails = {
  /** Stable, relative to the product: `/problems/bad-request`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
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

export function forbidden(detail: string): Problem {
  return new Problem({ type: "/problems/forbidden", title: "Not allowed", status: 403, detail });
}

export function tooLarge(limitBytes: number): Problem {
  const detail = `The body is larger than ${Math.round(limitBytes / 1024)} KiB. Send only the last screen of the output.`;
  return new Problem({ type: "/problems/too-large", title: "Too large", status: 413, detail });
}

/** The request was understood, and what it asks for cannot help or cannot be done. */
export function refused(detail: string): Problem {
  return new Problem({ type: "/problems/refused", title: "Refused", status: 422, detail });
}

export function unavailable(detail: string): Problem {
  return new Problem({ type: "/problems/unavailable", title: "Not available right now", status: 503, detail });
}
