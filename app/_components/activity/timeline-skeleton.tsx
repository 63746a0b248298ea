import { Skeleton } from "@/app/_components/ui/skeleton";

const rows = ["w-4/5", "w-3/5", "w-2/3", "w-4/5", "w-1/2", "w-3/5"];

/** Where events will be. */
export function TimelineSkeleton() {
  return (
    <div className="card divide-y divide-line">
      {rows.map((width, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows never move.
        <div key={row} className="flex gap-3 px-4 py-3.5 sm:px-5">
          <Skeleton className="size-5 shrink-0 rounded-full" />
          <div className="flex-1 space-y-2">
            <Skeleton className={`h-4 ${width}`} />
            <Skeleton className="h-3.5 w-40" />
          </div>
        </div>
      ))}
    </div>
  );
}
