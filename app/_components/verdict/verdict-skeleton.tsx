import { LoaderCircle } from "lucide-react";
import { Skeleton } from "@/app/_components/ui/skeleton";
import { verdictFrame } from "./verdict-frame";

/** Where the verdict will be. */
export function VerdictSkeleton() {
  return (
    <section aria-label="Verdict" className={`card relative overflow-hidden ${verdictFrame}`}>
      <span aria-hidden="true" className="absolute inset-y-0 left-0 w-1 bg-edge" />
      <h2 className="flex items-center gap-2 font-semibold text-muted">
        <LoaderCircle aria-hidden="true" className="size-5 animate-spin" />
        Looking at the path…
      </h2>
      <Skeleton className="mt-4 h-7 w-[min(32rem,85%)]" />
      <Skeleton className="mt-3 h-4 w-[min(44rem,95%)]" />
      <Skeleton className="mt-2.5 h-4 w-[min(38rem,75%)]" />
      <div className="mt-8 flex gap-2 max-sm:flex-col">
        <Skeleton className="h-9 w-40 max-sm:w-full" />
        <Skeleton className="h-9 w-32 max-sm:w-full" />
      </div>
    </section>
  );
}
