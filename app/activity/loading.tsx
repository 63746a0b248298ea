import { TimelineSkeleton } from "../_components/activity/timeline-skeleton";
import { Skeleton } from "../_components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading…
      </p>
      <Skeleton className="h-9 w-40" />
      <Skeleton className="h-24 w-full rounded-xl" />
      <TimelineSkeleton />
    </>
  );
}
