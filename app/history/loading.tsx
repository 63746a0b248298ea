import { Skeleton } from "@/app/_components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading…
      </p>
      <Skeleton className="h-9 w-40" />
      <Skeleton className="h-96 w-full rounded-xl" />
    </>
  );
}
