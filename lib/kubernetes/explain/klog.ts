import { sliceTraced, type TracedText } from "./traced-text";

export type LogLevel = "I" | "W" | "E" | "F";

const header = /[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{1,9} {1,10}\d{1,9} [\w.-]{1,80}:\d{1,6}\] /y;
const errorField = ' err="';
const openBlock = " err=<";

const escapes = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["n", "\n"],
  ["t", "\t"],
]);

export type LogHeader = { readonly level: LogLevel; readonly messageStart: number };

/** Reads klog's header (`E1122 23:29:28.664442   13478 memcache.go:265] `) at `start`; undefined when there is none. */
export function readLogHeader(text: string, start: number): LogHeader | undefined {
  header.lastIndex = start;
  if (!header.test(text)) return undefined;
  const level = text[start];
  if (level !== "I" && level !== "W" && level !== "E" && level !== "F") return undefined;
  return { level, messageStart: header.lastIndex };
}

/** True when the error follows on the next lines, between `err=<` and a line ` >`. */
export function opensErrorBlock(message: string): boolean {
  return message.endsWith(openBlock);
}

/** The error of a structured message (`"Unhandled Error" err="…" logger="x"`), its quotes and escapes removed; else the message. */
export function readLogMessage(message: TracedText): TracedText {
  const field = message.text.indexOf(errorField);
  return field < 0 ? message : unquote(sliceTraced(message, field + errorField.length));
}

/** The text up to the closing quote, with Go's escapes of quotes, backslashes and white space undone. */
function unquote(quoted: TracedText): TracedText {
  const characters: string[] = [];
  const origin: number[] = [];
  for (let at = 0; at < quoted.text.length && quoted.text[at] !== '"'; at++) {
    const escaped = quoted.text[at] === "\\" ? escapes.get(quoted.text[at + 1] ?? "") : undefined;
    if (escaped !== undefined) at++;
    characters.push(escaped ?? quoted.text[at] ?? "");
    origin.push(quoted.origin[at] ?? 0);
  }
  return { text: characters.join(""), origin: Uint32Array.from(origin) };
}
