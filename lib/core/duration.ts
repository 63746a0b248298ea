const unitSeconds: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, s: 1 };

const short = /^(?:\s*\d{1,7}(?:\.\d{1,3})?\s*[dhms])+\s*$/i;
const iso = /^P(?=\d|T)(?:(\d{1,7})D)?(?:T(?=\d)(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,7})S)?)?$/i;

/**
 * Reads a length of time as people write it: `4h`, `90m`, `2d`, `1h30m`, `3600s`, ISO 8601 (`PT4H`, `P1DT12H`), or seconds
 * as a number. Undefined for everything else: months and years have no length, and a bare number in a text no unit.
 *
 * @returns whole seconds, more than 0
 */
export function parseDuration(given: string | number): number | undefined {
  const seconds = typeof given === "number" ? given : secondsIn(given.trim());
  if (seconds === undefined || !Number.isFinite(seconds)) return undefined;
  const whole = Math.round(seconds);
  return whole > 0 && Number.isSafeInteger(whole) ? whole : undefined;
}

function secondsIn(text: string): number | undefined {
  if (short.test(text)) {
    const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*([dhms])/gi)];
    return parts.reduce(
      (sum, [, amount, unit = ""]) => sum + Number(amount) * (unitSeconds[unit.toLowerCase()] ?? 0),
      0,
    );
  }
  const found = iso.exec(text);
  if (!found) return undefined;
  const [, days = "0", hours = "0", minutes = "0", seconds = "0"] = found;
  return Number(days) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}

/** Seconds in the two largest units that it has: `4 h`, `1 d 12 h`, `90 s`. */
export function formatDuration(seconds: number): string {
  let rest = seconds;
  const parts: string[] = [];
  for (const [unit, length] of Object.entries(unitSeconds)) {
    const amount = Math.floor(rest / length);
    rest -= amount * length;
    if (amount > 0) parts.push(`${amount} ${unit === "m" ? "min" : unit}`);
  }
  return parts.slice(0, 2).join(" ") || "0 s";
}
