/**
 * What went wrong, for code to act on; `message` says it to people, with what to do about it.
 * Opening: `invalid-settings` … `migration-failed`. Working: `unavailable` … `closed`.
 */
export type StoreErrorReason =
  | "invalid-settings"
  | "in-use"
  | "not-writable"
  | "not-a-data-directory"
  | "version-mismatch"
  | "no-binaries"
  | "no-file-lock"
  | "no-server-account"
  | "start-failed"
  | "server-unreachable"
  | "server-denied"
  | "server-unsupported"
  | "migration-failed"
  | "unavailable"
  | "duplicate-id"
  | "invalid-cursor"
  | "invalid-limit"
  | "query-failed"
  | "closed";

/**
 * The only error that the store throws. Its message never holds a password or the values of a row.
 * `sqlState` is PostgreSQL's five-character code when PostgreSQL refused.
 */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly reason: StoreErrorReason;
  readonly sqlState: string | undefined;

  constructor(reason: StoreErrorReason, message: string, sqlState?: string) {
    super(message);
    this.reason = reason;
    this.sqlState = sqlState;
  }
}

/** Like `instanceof StoreError`, but true also across two bundled copies of this module. */
export function isStoreError(error: unknown): error is StoreError {
  return error instanceof Error && error.name === "StoreError" && "reason" in error;
}
