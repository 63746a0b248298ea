import { Skeleton } from "../_components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading…
      </p>
      <Skeleton className="h-12 w-72 max-w-full" />
      <Skeleton className="h-96 w-full rounded-xl" />
    </>
  );
}
