import { Skeleton } from "../_components/ui/skeleton";
import { VerdictSkeleton } from "../_components/verdict/verdict-skeleton";

export default function Loading() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading…
      </p>
      <Skeleton className="h-11.5 w-full rounded-xl" />
      <VerdictSkeleton />
    </>
  );
}
