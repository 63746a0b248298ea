import { redactCredentials } from "@/lib/google/credential-text";

export const logLimits = { lines: 500, bytes: 64 * 1024, line: 4 * 1024 };

/** A container's log as it is kept: its newest lines, without what looks like a credential. */
export type LogCollector = {
  readonly add: (line: string) => void;
  readonly clear: () => void;
  /** What may be kept and shown. */
  readonly kept: () => { readonly log: readonly string[]; readonly logTruncated: boolean };
  /** The same lines as they came, for reading only. */
  readonly raw: () => readonly string[];
};

export function collectLog(): LogCollector {
  let lines: { readonly raw: string; readonly shown: string; readonly bytes: number }[] = [];
  let bytes = 0;
  let truncated = false;
  return {
    add(line) {
      const raw = line.slice(0, logLimits.line);
      truncated ||= raw.length < line.length;
      const shown = redactCredentials(raw);
      const added = { raw, shown, bytes: Buffer.byteLength(shown) + 1 };
      lines.push(added);
      bytes += added.bytes;
      while (lines.length > logLimits.lines || (bytes > logLimits.bytes && lines.length > 1)) {
        bytes -= lines.shift()?.bytes ?? 0;
        truncated = true;
      }
    },
    clear() {
      lines = [];
      bytes = 0;
      truncated = false;
    },
    kept: () => ({ log: lines.map(({ shown }) => shown), logTruncated: truncated }),
    raw: () => lines.map(({ raw }) => raw),
  };
}
