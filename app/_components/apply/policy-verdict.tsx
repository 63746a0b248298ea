import { CircleCheck, CircleX, Hourglass, PencilLine } from "lucide-react";
import type { PolicyAnswer } from "@/app/_client/wire";
import { policyWords } from "./policy-words";

const looks = {
  allow: { Icon: CircleCheck, ink: "text-ok" },
  "needs-approval": { Icon: Hourglass, ink: "text-warn" },
  deny: { Icon: CircleX, ink: "text-fail" },
} as const;

/** What the policy says, by the titles of its rules. While it is asked anew, the former answer stays, paler. */
export function PolicyVerdict({
  answer,
  asking,
  unreasoned,
}: {
  readonly answer: PolicyAnswer;
  readonly asking: boolean;
  /** A reason is all that is missing so far. */
  readonly unreasoned: boolean;
}) {
  const { Icon, ink } = unreasoned ? { Icon: PencilLine, ink: "text-warn" } : looks[answer.decision];
  return (
    <div
      role="status"
      aria-busy={asking}
      className={`flex gap-2 text-sm transition-opacity duration-150 ${asking ? "opacity-60" : ""}`}
    >
      <Icon aria-hidden="true" strokeWidth={2.4} className={`mt-0.5 size-4 shrink-0 ${ink}`} />
      <div className="min-w-0 space-y-0.5">
        <p className="font-medium text-pretty">
          {unreasoned ? "Say why first: a reason is needed." : policyWords(answer)}
        </p>
        {answer.decision === "allow"
          ? !unreasoned && <p className="text-muted">Nobody has to approve.</p>
          : answer.rules.map(({ id, title, why }) => (
              <p key={id} className="text-pretty">
                <span className="font-medium">{title}.</span> <span className="text-muted">{why}</span>
              </p>
            ))}
      </div>
    </div>
  );
}
