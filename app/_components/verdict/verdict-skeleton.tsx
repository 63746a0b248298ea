import { Skeleton } from "@/app/_components/ui/skeleton";
import { StateMark } from "@/app/_components/ui/state-mark";
import { verdictFrame } from "./verdict-frame";

/** Where the verdict will be. */
export function VerdictSkeleton() {
  return (
    <section aria-label="Verdict" className={`card relative overflow-hidden ${verdictFrame}`}>
      <span aria-hidden="true" className="absolute inset-y-0 left-0 w-1 bg-edge" />
      <p className="flex items-center gap-2 font-semibold text-muted">
        <StateMark mark="pending" />
        Looking at the path…
      </p>
      <Skeleton className="mt-4 h-7 w-[min(32rem,85%)]" />
      <Skeleton className="mt-3 h-4 w-[min(44rem,95%)]" />
      <Skeleton className="mt-2.5 h-4 w-[min(38rem,75%)]" />
      <div className="mt-8 flex gap-2">
        <Skeleton className="h-9 w-40" />
        <Skeleton className="h-9 w-32" />
      </div>
    </section>
  );
}
