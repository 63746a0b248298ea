import { useEffect, useState } from "react";
import { fetchProof, isAbort, problemOf } from "@/app/_client/api";
import type { AuditProofView, Problem } from "@/app/_client/wire";

export type ProofState = {
  /** Null until it was read, and while it is read again. */
  readonly proof: AuditProofView | null;
  readonly problem: Problem | null;
  readonly again: () => void;
};

/** The proof of the audit log, read when the page opens and when somebody asks. */
export function useProof(): ProofState {
  const [proof, setProof] = useState<AuditProofView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a wish to check again.
  useEffect(() => {
    const stop = new AbortController();
    setProof(null);
    setProblem(null);
    fetchProof(stop.signal).then(setProof, (error: unknown) => isAbort(error) || setProblem(problemOf(error)));
    return () => stop.abort();
  }, [round]);

  return { proof, problem, again: () => setRound((before) => before + 1) };
}
