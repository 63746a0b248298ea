import { RotateCcw } from "lucide-react";
import type { Plan } from "@/app/_client/wire";
import { Button } from "@/app/_components/ui/button";

/** Below a plan that a person carries out: then it is looked at again. */
export function ManualFooter({
  plan,
  onRunAgain,
  onClose,
}: {
  readonly plan: Plan | null;
  /** Null where no diagnosis came before. */
  readonly onRunAgain: (() => void) | null;
  readonly onClose: () => void;
}) {
  if (!onRunAgain) {
    return (
      <Button onClick={onClose} className="ml-auto max-sm:h-11 max-sm:w-full">
        Close
      </Button>
    );
  }
  return (
    <>
      <p className="min-w-48 flex-1 text-sm text-pretty text-muted">
        {plan ? "Do it from your own terminal, then run again for proof." : ""}
      </p>
      <Button onClick={onRunAgain} className="max-sm:h-11 max-sm:w-full">
        <RotateCcw aria-hidden="true" />
        Run again
      </Button>
    </>
  );
}
