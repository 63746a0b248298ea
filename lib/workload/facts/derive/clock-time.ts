/** `12:34 UTC` of an RFC 3339 time, as sentences say it; a text that is none stays as it is. */
export function clockTime(at: string): string {
  const time = Date.parse(at);
  return Number.isNaN(time) ? at : `${new Date(time).toISOString().slice(11, 16)} UTC`;
}
