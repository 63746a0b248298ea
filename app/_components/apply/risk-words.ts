import type { Risk } from "@/lib/engine/plan";

/** What a plan can do wrong, as a sentence. */
export const riskWords: Readonly<Record<Risk, string>> = {
  none: "This changes nothing at Google.",
  safe: "Nobody gains or loses access by this.",
  "widens-access": "This widens access: whoever it names can get through afterwards.",
  disruptive: "This can lock people out who get through now.",
  dangerous: "This can lock everybody else out, or let in networks that nobody here knows. Read the change twice.",
};
