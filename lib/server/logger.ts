import pino, { type Logger } from "pino";
import { redactCredentials } from "@/lib/google/credential-text";

export type { Logger };

/** JSON lines on standard output. Only fields that callers name are logged; what looks like a credential never is. */
export function createLogger(): Logger {
  return pino({
    base: null,
    redact: {
      paths: ["token", "authorization", "*.token", "*.authorization", "headers", "errorText", "kubeconfig"],
      censor: "[redacted]",
    },
    formatters: {
      log: (fields) => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, redacted(value)])),
    },
  });
}

function redacted(value: unknown): unknown {
  return typeof value === "string" ? redactCredentials(value) : value;
}
