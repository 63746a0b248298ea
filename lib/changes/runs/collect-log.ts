import { redactCredentials } from "@/lib/google/credential-text";

export const logLimits = { lines: 500, bytes: 64 * 1024, line: 4 * 1024 };

/** Lines that one key may have: what only names a key's beginning does not take the rest of the log with it. */
const longestKey = 200;
const keyBegins = /-----BEGIN [A-Z0-9 ]{0,40}-----/g;
const keyEnds = /-----END [A-Z0-9 ]{0,40}-----/g;

const lastAt = (line: string, form: RegExp): number => [...line.matchAll(form)].at(-1)?.index ?? -1;

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
  /** How many more lines may be of a key that has begun. */
  let ofKey = 0;

  /** Without the part of a key that began in a line before. */
  const withoutKey = (line: string): string => {
    const within = ofKey > 0;
    const [begun, ended] = [lastAt(line, keyBegins), lastAt(line, keyEnds)];
    ofKey = begun > ended ? longestKey : within && ended < 0 ? ofKey - 1 : 0;
    if (!within) return line;
    const [end] = line.matchAll(keyEnds);
    return `[redacted]${end ? line.slice(end.index + end[0].length) : ""}`;
  };

  return {
    add(line) {
      const raw = line.slice(0, logLimits.line);
      truncated ||= raw.length < line.length;
      const shown = redactCredentials(withoutKey(line)).slice(0, logLimits.line);
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
      ofKey = 0;
    },
    kept: () => ({ log: lines.map(({ shown }) => shown), logTruncated: truncated }),
    raw: () => lines.map(({ raw }) => raw),
  };
}
