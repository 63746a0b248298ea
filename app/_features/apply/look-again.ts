import type { Question } from "@/app/_client/question";
import type { ChangeView } from "@/app/_client/wire";
import type { Verdict } from "@/lib/diagnosis/engine/verdict";

/** What the diagnosis says after a change, from the same vantage as before it. */
export type LookAgain =
  /** Not asked for: the change is not there yet, or the page asks something else by now. */
  | { readonly state: "none" }
  | { readonly state: "running"; readonly tries: number }
  /** Not through yet; looks again by itself after `ms`. */
  | { readonly state: "pausing"; readonly tries: number; readonly ms: number }
  | { readonly state: "reachable"; readonly observed: boolean; readonly report: string }
  | { readonly state: "blocked" | "unknown"; readonly headline: string; readonly next: string }
  /** The diagnosis was cancelled or broke off. */
  | { readonly state: "stopped" };

/** Google has it before every one of its servers does. */
const pausesMs = [4_000, 10_000, 20_000] as const;

/** The endpoint that a remedy opens; other remedies leave the choice as it is. */
const opens: Readonly<Record<string, Question["endpoint"]>> = {
  "open-dns-endpoint": "dns",
  "enable-global-access": "private",
  "enable-public-endpoint": "public",
};

/** True when both ask about the same cluster from the same vantage: the page still is where the change came from. */
export function sameCase(asked: Question | null, origin: Question): boolean {
  if (!asked) return false;
  return asked.cluster === origin.cluster && JSON.stringify(asked.vantage) === JSON.stringify(origin.vantage);
}

/** What to ask when a change is there: the same question, by the endpoint that was opened. */
export function lookQuestion({ remedy }: Pick<ChangeView, "remedy">, asked: Question): Question {
  const endpoint = opens[remedy.id];
  return endpoint ? { ...asked, endpoint } : asked;
}

/**
 * Judges the run after a change. `tries`: runs that went before it. `cause`: of the verdict before the change. While it
 * is still that one, or nothing could be told, a grant is looked at again a few times; a change of settings has its
 * effect at once or not on this path.
 */
export function judgeLook(
  verdict: Verdict,
  report: string,
  { kind, cause, tries }: { readonly kind: ChangeView["kind"]; readonly cause: string | null; readonly tries: number },
): LookAgain {
  if (verdict.state === "reachable") {
    return { state: "reachable", observed: verdict.bases.includes("observed"), report };
  }
  const same = verdict.state === "unknown" || verdict.cause === cause;
  const ms = kind === "grant" && same ? pausesMs[tries] : undefined;
  if (ms !== undefined) return { state: "pausing", tries: tries + 1, ms };
  return { state: verdict.state, headline: verdict.headline, next: verdict.next };
}
