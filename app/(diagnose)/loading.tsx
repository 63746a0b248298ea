import { Skeleton } from "../_components/ui/skeleton";
import { VerdictSkeleton } from "../_components/verdict/verdict-skeleton";

export default function Loading() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading…
      </p>
      <Skeleton className="h-[11.9rem] w-full rounded-xl sm:h-[9.1rem] md:h-[6.4rem] lg:h-11.5" />
      <VerdictSkeleton />
    </>
  );
}
