import { RotateCcw } from "lucide-react";
import type { Plan } from "@/app/_client/wire";
import { Button } from "@/app/_components/ui/button";

/** Below a plan that a person carries out: then it is looked at again. */
export function ManualFooter({ plan, onRunAgain }: { readonly plan: Plan | null; readonly onRunAgain: () => void }) {
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
