import {
  Ban,
  Check,
  CheckCheck,
  CircleX,
  Hourglass,
  ListEnd,
  LoaderCircle,
  type LucideIcon,
  Minus,
  Undo2,
} from "lucide-react";
import { Values } from "@/app/_components/ui/values";
import type { GrantPhase, GrantStatus } from "./grant-status";

const signs: Readonly<Record<GrantPhase, { readonly Icon: LucideIcon; readonly look: string }>> = {
  waiting: { Icon: Hourglass, look: "text-warn" },
  queued: { Icon: ListEnd, look: "text-accent" },
  applying: { Icon: LoaderCircle, look: "animate-spin text-accent" },
  active: { Icon: Check, look: "text-ok" },
  verified: { Icon: CheckCheck, look: "text-ok" },
  ending: { Icon: Undo2, look: "text-warn" },
  ended: { Icon: Minus, look: "text-muted" },
  denied: { Icon: Ban, look: "text-fail" },
  failed: { Icon: CircleX, look: "text-fail" },
};

/** Where a grant stands: a sign, a word, and a sentence. */
export function StateSign({ status }: { readonly status: GrantStatus }) {
  const { Icon, look } = signs[status.phase];
  return (
    <div className="flex min-w-0 gap-2">
      <Icon aria-hidden="true" strokeWidth={2.4} className={`mt-0.5 size-4.5 shrink-0 ${look}`} />
      <div className="min-w-0">
        <p className="font-medium">{status.words}</p>
        {status.note && (
          <p className="text-sm text-pretty wrap-anywhere text-muted">
            <Values text={status.note} />
          </p>
        )}
      </div>
    </div>
  );
}
