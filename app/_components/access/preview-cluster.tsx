import { CircleCheck, CircleSlash2, CircleX, Hourglass } from "lucide-react";
import { count } from "@/app/_client/format";
import type { AccessPreview, PolicyAnswer } from "@/app/_client/wire";
import { Badge } from "@/app/_components/ui/badge";
import { Notice } from "@/app/_components/ui/notice";
import { Values } from "@/app/_components/ui/values";
import { ClusterLabel } from "./cluster-label";
import { ListDiff } from "./list-diff";
import { answerOf, answerTones, answerWords } from "./preview-words";

const icons = { now: CircleCheck, approval: Hourglass, denied: CircleX, refused: CircleSlash2 } as const;

/** What a request would do on one cluster: the policy's answer in its rules' words, and the list before and after. */
export function PreviewCluster({ preview }: { readonly preview: AccessPreview["clusters"][number] }) {
  const { cluster, policy, refused, warnings, before, after } = preview;
  const answer = answerOf(preview);
  const Icon = icons[answer];
  const added = after.length - before.length;
  return (
    <li className="space-y-2.5 px-3.5 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5">
        <ClusterLabel cluster={cluster} />
        <Badge tone={answerTones[answer]}>
          <Icon aria-hidden="true" />
          {answerWords(preview)}
        </Badge>
      </div>
      {answer !== "refused" && <Rules policy={policy} />}
      {refused !== null && !policy.rules.some(({ why }) => why === refused) && (
        <p className="text-sm text-pretty wrap-anywhere">
          <Values text={refused} />
        </p>
      )}
      {warnings.map((warning) => (
        <Notice key={warning} tone="warn">
          <Values text={warning} />
        </Notice>
      ))}
      {(answer === "now" || answer === "approval") && (
        <>
          <ListDiff before={before} after={after} />
          {added === 0 && before.join() === after.join() && (
            <p className="text-sm text-muted">The list stays as it is: {count(before.length, "entry", "entries")}.</p>
          )}
        </>
      )}
    </li>
  );
}

/** The rules that decided, and who may agree. */
function Rules({ policy: { decision, rules, approvers } }: { readonly policy: PolicyAnswer }) {
  if (decision === "allow") return null;
  return (
    <ul className="space-y-1.5 text-sm">
      {rules.map(({ id, title, why }) => (
        <li key={id} className="text-pretty">
          <span className="font-medium">{title}.</span> <span className="text-muted">{why}</span>
        </li>
      ))}
      {decision === "needs-approval" && approvers.length > 0 && (
        <li className="text-pretty">
          <span className="font-medium">Who may approve:</span>{" "}
          <span className="text-muted">{approvers.map(({ title }) => title).join("; ")}.</span>
        </li>
      )}
    </ul>
  );
}
