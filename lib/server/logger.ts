import pino, { type Logger } from "pino";

export type { Logger };

/** JSON lines on standard output. Only fields that callers name are logged; these never, whatever they hold. */
export function createLogger(): Logger {
  return pino({
    base: null,
    redact: {
      paths: ["token", "authorization", "*.token", "*.authorization", "headers", "errorText", "kubeconfig"],
      censor: "[redacted]",
    },
  });
}
