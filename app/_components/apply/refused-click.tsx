import type { Problem } from "@/app/_client/wire";
import { Notice } from "@/app/_components/ui/notice";

/** Why a click made no change, and what to do. `repeat`: pressing again is safe, it makes one change. */
export function RefusedClick({ problem, repeat }: { readonly problem: Problem; readonly repeat: boolean }) {
  const rules = problem.rules ?? [];
  return (
    <div className="thin-scroll max-h-48 basis-full overflow-y-auto">
      <Notice tone={repeat ? "warn" : "fail"} title={problem.title} alert>
        {rules.length > 0
          ? rules.map(({ id, title, why }) => (
              <p key={id}>
                <span className="font-medium">{title}.</span> {why}
              </p>
            ))
          : problem.detail}
        {repeat && " Pressing again is safe: it makes one change, whether or not the first one arrived."}
      </Notice>
    </div>
  );
}
