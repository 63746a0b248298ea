import { StoreError } from "./store-error";

/** What is known about a failed statement, whichever library layer wrapped it. */
type Failure = { readonly code: string; readonly text: string };

function describeFailure(error: unknown): Failure {
  // drizzle's wrapper has every parameter in its message: only the driver's error beneath it may be shown.
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = root instanceof Error && "code" in root && typeof root.code === "string" ? root.code : "";
  const text = root instanceof AggregateError ? String(root.errors[0]?.message ?? "") : "";
  return { code, text: text || (root instanceof Error ? root.message : String(root)) };
}

/** Starting up, shutting down, or recovering; nobody listens; the socket is not there (yet). */
const notConnected = new Set(["57P03", "ECONNREFUSED", "ENOENT", "EAGAIN"]);

/** True when the statement surely never reached the server, so that even a write may be sent again. */
export function neverSent(error: unknown): boolean {
  return notConnected.has(describeFailure(error).code);
}

/** PostgreSQL's code (`23505`), a system code (`ECONNREFUSED`), or an empty text. */
export function failureCode(error: unknown): string {
  return describeFailure(error).code;
}

function isConnectionLoss({ code, text }: Failure): boolean {
  return (
    notConnected.has(code) ||
    /^(08...|57P0[1-5]|53300|25006|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/.test(
      code,
    ) ||
    /connection terminated|connection ended|timeout exceeded|not queryable/i.test(text)
  );
}

/** The typed error for a failed statement on an open store. */
export function toStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const failure = describeFailure(error);
  if (/after calling end on the pool/.test(failure.text)) return new StoreError("closed", "The store is closed.");
  if (isConnectionLoss(failure)) {
    return new StoreError("unavailable", `The database does not answer (${failure.text}). Try again in a moment.`);
  }
  const { code, text } = failure;
  if (code === "53100") {
    return new StoreError("unavailable", "The disk of the database is full. Make room, then try again.", code);
  }
  if (code === "57014") {
    return new StoreError("query-failed", "The database took too long and the statement was stopped.", code);
  }
  // Classes 22 and 23 quote the offending value.
  const detail = /^2[23]/.test(code) ? "a value or a constraint" : text;
  return new StoreError(
    "query-failed",
    `The database refused a statement: ${detail} (${code || "no code"}).`,
    code || undefined,
  );
}

/** The typed error for a server that could not be opened. `server` names it without credentials. */
export function toOpeningError(error: unknown, server: string): StoreError {
  if (error instanceof StoreError) return error;
  const failure = describeFailure(error);
  const { code, text } = failure;
  if (/^28/.test(code) || /^SASL/.test(text)) {
    const message = `${server} refuses the user or the password of DATABASE_URL: ${text}.`;
    return new StoreError("server-denied", `${message} Correct them, or the server's pg_hba.conf.`, code || undefined);
  }
  if (code === "3D000") {
    return new StoreError("server-denied", `${server} has no such database: ${text}. Create it first.`, code);
  }
  if (code === "42501") {
    const message = `${server} does not let the user of DATABASE_URL create or read Drawbridge's tables: ${text}.`;
    return new StoreError("server-denied", `${message} Grant it USAGE and CREATE on the schema.`, code);
  }
  if (code === "25006") {
    return new StoreError("server-denied", `${server} is read-only. Give DATABASE_URL the primary server.`, code);
  }
  const sqlState = /^[0-9A-Z]{5}$/.test(code) && !isConnectionLoss(failure);
  if (sqlState) return new StoreError("migration-failed", `${server} could not be prepared: ${text} (${code}).`, code);
  return new StoreError(
    "server-unreachable",
    `${server} cannot be reached: ${text || code}. Check that it runs and that DATABASE_URL names its host and port.`,
  );
}
