import type { ReactNode } from "react";
import type { RunView } from "@/app/_client/workload-wire";
import { type Mark, StateMark } from "@/app/_components/ui/state-mark";
import { Values } from "@/app/_components/ui/values";
import { hasEnded, identityKinds, runWords, tokenWords } from "./run-words";

/** What a run that has ended shows: who the pod really is, or how the container ended. */
export function RunResult({ run }: { readonly run: RunView }) {
  if (!hasEnded(run)) return null;
  const { kind, state, identity, exitCode, detail } = run;
  const { mark } = runWords(run);
  const look: Mark = mark === "good" ? "passed" : mark === "bad" ? "broken" : "unknown";
  const frame =
    mark === "good"
      ? "border-ok/30 bg-ok-soft"
      : mark === "bad"
        ? "border-fail/30 bg-fail-soft"
        : "border-warn/30 bg-warn-soft";
  return (
    <section aria-label="Result" className={`space-y-3 rounded-lg border px-3.5 py-3 ${frame}`}>
      <div className="flex gap-2.5">
        <span className="mt-px">
          <StateMark mark={look} />
        </span>
        <div className="min-w-0">
          <h3 className="font-semibold">{headline(run)}</h3>
          <p className="text-pretty wrap-anywhere">
            <Values text={identity?.summary ?? detail} />
          </p>
        </div>
      </div>
      {identity && (
        <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[9rem_1fr]">
          <Row name="Expected">{identity.expected ?? "the direct principal, without a Google account"}</Row>
          <Row name="Really is">
            {identity.email ?? "nobody"}
            <span className="block font-sans text-muted">{identityKinds[identity.kind]}</span>
          </Row>
          <Row name="Gets a token">{tokenWords(identity.tokenStatus)}</Row>
          <Row name="Scopes">{identity.scopes.length > 0 ? identity.scopes.join("\n") : "none"}</Row>
        </dl>
      )}
      {kind === "rehearsal" && state !== "stopped" && (
        <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[9rem_1fr]">
          <Row name="Exit code">{exitCode ?? "none: the container never ended by itself"}</Row>
        </dl>
      )}
    </section>
  );
}

function headline(run: RunView): string {
  const { kind, state, identity, exitCode } = run;
  if (state === "stopped") return "Stopped by a person: it proves nothing";
  if (state === "failed") return "The pod did not get to its end";
  if (kind === "rehearsal") return exitCode === 0 ? "The task would be green" : "The task would be red";
  if (!identity) return "The pod ended without an answer";
  return identity.proven ? "Proven: the pod has this identity" : "The pod is not who it should be";
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="mb-1 font-mono whitespace-pre-line wrap-anywhere sm:mb-0">{children}</dd>
    </>
  );
}
