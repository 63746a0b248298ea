import { ShieldAlert, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import { count } from "@/app/_client/format";
import type { AuditProofView } from "@/app/_client/wire";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { Skeleton } from "@/app/_components/ui/skeleton";

/** Whether the audit log is what it was. `proof` is null until it is known. */
export function ProofCard({ proof, action }: { readonly proof: AuditProofView | null; readonly action: ReactNode }) {
  const broken = proof !== null && !proof.intact;
  const Icon = broken ? ShieldAlert : ShieldCheck;
  return (
    <section
      aria-labelledby="proof"
      className={`card flex flex-wrap items-start gap-x-4 gap-y-3 px-4 py-4 sm:px-5 ${broken ? "border-fail" : ""}`}
    >
      <Icon
        aria-hidden="true"
        className={`mt-0.5 size-6 shrink-0 ${broken ? "text-fail" : proof ? "text-ok" : "text-faint"}`}
      />
      <div className="min-w-0 flex-1 basis-52">
        <h2 id="proof" className={`font-semibold ${broken ? "text-fail" : ""}`}>
          {title(proof)}
        </h2>
        {proof === null && <Skeleton className="mt-1.5 h-4 w-64 max-w-full" />}
        {proof && !proof.intact && (
          <p className="text-pretty">
            {proof.problem} Somebody changed the database itself: keep a copy of it, and compare this log with one that
            was exported before.
          </p>
        )}
        {proof?.intact && (
          <p className="text-pretty text-muted">
            {count(proof.events, "event")}, each linked to the one before. Keep the head somewhere else: with it, even a
            log that was written anew is found out.
          </p>
        )}
        {proof?.intact && (
          <p className="mt-1.5 flex min-w-0 items-center gap-1.5 text-sm">
            <span className="shrink-0 text-muted">Head</span>
            <span className="value min-w-0 truncate">
              {proof.head.seq}:{proof.head.hash}
            </span>
            <CopyButton
              text={`${proof.head.seq}:${proof.head.hash}`}
              label="Copy"
              name="Copy the head of the audit log"
              variant="ghost"
              size="small"
              className="max-sm:h-11"
            />
          </p>
        )}
      </div>
      {action}
    </section>
  );
}

function title(proof: AuditProofView | null): string {
  if (proof === null) return "Checking the audit log…";
  return proof.intact ? "The audit log is intact" : `The audit log is broken at event ${proof.seq}`;
}
