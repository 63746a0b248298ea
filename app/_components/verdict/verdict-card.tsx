import { CheckCheck } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/app/_components/ui/badge";
import { type Mark, StateMark } from "@/app/_components/ui/state-mark";
import { Values } from "@/app/_components/ui/values";
import type { Verdict } from "@/lib/engine/verdict";
import { Bases } from "./bases";
import { verdictFrame } from "./verdict-frame";

const looks: Readonly<Record<Verdict["state"], { readonly mark: Mark; readonly ink: string; readonly bar: string }>> = {
  blocked: { mark: "broken", ink: "text-fail", bar: "bg-fail" },
  reachable: { mark: "passed", ink: "text-ok", bar: "bg-ok" },
  unknown: { mark: "unknown", ink: "text-warn", bar: "bg-warn" },
};

const pathWords = { reachable: "Reachable", blocked: "Blocked", unknown: "Could not tell" } as const;

/** The one answer: state, cause in a sentence, why, what it rests on, and what to do. */
export function VerdictCard({
  verdict,
  provisional,
  running,
  words = pathWords,
  actions,
}: {
  readonly verdict: Verdict;
  readonly provisional: boolean;
  readonly running: boolean;
  /** What the states are called; `blocked` is followed by where. */
  readonly words?: Readonly<Record<Verdict["state"], string>>;
  readonly actions: ReactNode;
}) {
  const { mark, ink, bar } = looks[verdict.state];
  return (
    <section aria-label="Verdict" className={`card relative flex flex-col overflow-hidden ${verdictFrame}`}>
      <span aria-hidden="true" className={`absolute inset-y-0 left-0 w-1 ${bar}`} />
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
        <p className={`mr-1 flex items-center gap-2 font-semibold ${ink}`}>
          <StateMark mark={mark} />
          {stateWords(verdict, words)}
        </p>
        {verdict.certainty === "likely" && verdict.state !== "unknown" && <Badge tone="warn">likely</Badge>}
        <Bases bases={verdict.bases} />
        {provisional && <Badge tone="accent">{running ? "settling…" : "not finished"}</Badge>}
      </div>
      <h2 className="mt-3 max-w-[48rem] text-xl font-semibold tracking-[-0.015em] text-balance">{verdict.headline}</h2>
      <p className="mt-1.5 max-w-[52rem] wrap-anywhere">
        <Values text={verdict.summary} />
      </p>
      <p className="mt-1 max-w-[52rem] text-muted">
        <Values text={verdict.why} />
      </p>
      {verdict.confirmation && (
        <p className="mt-2 flex items-start gap-2 text-sm text-muted">
          <CheckCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <span>{verdict.confirmation}</span>
        </p>
      )}
      <div className="mt-auto flex flex-wrap items-center gap-2 pt-4">
        {verdict.remedies.length === 0 && (
          <p className="max-w-[40rem] font-medium">
            <Values text={verdict.next} />
          </p>
        )}
        {actions}
      </div>
    </section>
  );
}

function stateWords({ state, hop, path }: Verdict, words: Readonly<Record<Verdict["state"], string>>): string {
  if (state !== "blocked" || !hop) return words[state];
  return `${words.blocked} at ${midSentence(path.find((station) => station.hop === hop)?.title ?? hop)}`;
}

/** Lower case, except for abbreviations and names: TCP, Composer. */
function midSentence(title: string): string {
  return /^([A-Z]{2}|Composer|Google)/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}
