const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** A length of time in its two largest units: `2 d 04 h`, `1 h 05 min`, `4 min 09 s`, `42 s`. Seconds, rounded down. */
export function spanWords(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole >= day) return `${Math.floor(whole / day)} d ${padded((whole % day) / hour)} h`;
  if (whole >= hour) return `${Math.floor(whole / hour)} h ${padded((whole % hour) / minute)} min`;
  if (whole >= minute) return `${Math.floor(whole / minute)} min ${padded(whole % minute)} s`;
  return `${whole} s`;
}

/** A chosen length of time, without what is zero: `4 h`, `1 h 30 min`, `7 d`, `45 s`. Seconds. */
export function durationWords(seconds: number): string {
  const parts = [
    [Math.floor(seconds / day), "d"],
    [Math.floor((seconds % day) / hour), "h"],
    [Math.floor((seconds % hour) / minute), "min"],
    [Math.floor(seconds % minute), "s"],
  ] as const;
  const words = parts.flatMap(([amount, unit]) => (amount > 0 ? [`${amount} ${unit}`] : []));
  return words.join(" ") || "0 s";
}

const unitSeconds: Readonly<Record<string, number>> = { m: minute, min: minute, h: hour, d: day };

/** Reads what a person types: `90m`, `90 min`, `4h`, `1h 30m`, `2d`. Seconds; undefined when it is none, or nothing long. */
export function readDuration(text: string): number | undefined {
  const trimmed = text.trim().toLowerCase();
  if (!/^(?:\d{1,5}\s*(?:min|m|h|d)\s*)+$/.test(trimmed)) return undefined;
  const parts = trimmed.matchAll(/(\d+)\s*(min|m|h|d)/g);
  const seconds = [...parts].reduce((sum, [, amount, unit = ""]) => sum + Number(amount) * (unitSeconds[unit] ?? 0), 0);
  return seconds > 0 ? seconds : undefined;
}

/** How long ago, in its largest unit: `just now`, `3 min ago`, `2 d ago`. Seconds. */
export function agoWords(seconds: number): string {
  if (seconds < minute) return "just now";
  if (seconds < hour) return `${Math.floor(seconds / minute)} min ago`;
  return seconds < day ? `${Math.floor(seconds / hour)} h ago` : `${Math.floor(seconds / day)} d ago`;
}

/** What is left of a time-boxed right, between 0 and 1. */
export function shareLeft(secondsLeft: number, durationSeconds: number): number {
  if (durationSeconds <= 0) return 0;
  return Math.min(1, Math.max(0, secondsLeft / durationSeconds));
}

function padded(amount: number): string {
  return String(Math.floor(amount)).padStart(2, "0");
}
