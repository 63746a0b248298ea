import type { PolicyAnswer } from "@/app/_client/wire";
import { PlanSection } from "@/app/_components/plan/plan-section";
import { PolicyVerdict } from "./policy-verdict";

/** Whether this person may make a change for good. */
export function UpdatePolicy({ answer }: { readonly answer: PolicyAnswer }) {
  return (
    <PlanSection title="Who may do this">
      <div className="rounded-lg border border-line px-3.5 py-3">
        <PolicyVerdict answer={answer} asking={false} unreasoned={false} />
      </div>
    </PlanSection>
  );
}
