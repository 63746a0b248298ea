import { RowsSkeleton } from "../_components/access/rows-skeleton";
import { Skeleton } from "../_components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading…
      </p>
      <Skeleton className="h-9 w-40" />
      <RowsSkeleton rows={3} />
    </>
  );
}
