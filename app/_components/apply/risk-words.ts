import type { Risk } from "@/lib/engine/plan";

/** What a plan can do wrong, as a sentence. */
export const riskWords: Readonly<Record<Risk, string>> = {
  none: "This changes nothing at Google.",
  safe: "Nobody gains or loses access by this. Google usually takes a few minutes.",
  "widens-access":
    "This widens access: whoever it names can get through afterwards. Google usually takes a few minutes.",
  disruptive: "This can lock people out who get through now. Google usually takes a few minutes.",
  dangerous:
    "This can lock everybody else out, or let in networks that nobody here knows. Read the change twice. Google usually takes a few minutes.",
};

/** The same of a change that gives pods their identity. */
export const workloadRiskWords: Readonly<Record<Risk, string>> = {
  none: "This changes nothing at Google or in the cluster.",
  safe: "Nobody gains or loses access by this. It takes a few seconds.",
  "widens-access":
    "Pods under this service account can act as the Google account afterwards. It takes seconds, and IAM up to seven minutes more.",
  disruptive: "Pods that get their identity now may lose it, or the whole cluster is updated. Read the change twice.",
  dangerous: "Nodes are made anew: every pod on them is stopped, and starts again elsewhere. Read the change twice.",
};
