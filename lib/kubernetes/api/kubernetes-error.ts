/** What a call to a control plane that gave nothing to use means for whoever asked. */
export type KubernetesErrorReason =
  | "not-found"
  | "forbidden"
  | "unauthorized"
  /** The object is not as the request's resource version or uid says: somebody changed or replaced it. */
  | "conflict"
  | "already-exists"
  /** The server does not accept the request as it is. */
  | "invalid"
  /** No connection: the request was never sent. */
  | "unreachable"
  | "timed-out"
  /** The server cannot answer now, or not yet. */
  | "unavailable"
  /** A change was sent and no answer was seen: it may have been carried out. */
  | "unknown-outcome"
  | "invalid-answer";

/** The message never holds the token that was sent, nor anything else that looks like a credential. */
export class KubernetesError extends Error {
  override readonly name = "KubernetesError" as const;
  constructor(
    readonly reason: KubernetesErrorReason,
    message: string,
  ) {
    super(message);
  }
}

/** Like `instanceof KubernetesError`, but true also across two bundled copies of this module. */
export function isKubernetesError(error: unknown): error is KubernetesError {
  return error instanceof Error && error.name === "KubernetesError" && "reason" in error;
}
