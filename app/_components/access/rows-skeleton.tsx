import { Skeleton } from "@/app/_components/ui/skeleton";

/** Where rows will be. */
export function RowsSkeleton({ rows }: { readonly rows: number }) {
  return (
    <div className="card divide-y divide-line">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike.
        <div key={row} className="flex items-center gap-4 px-4 py-4 sm:px-5">
          <div className="flex-1 space-y-2">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="h-3.5 w-3/5" />
          </div>
          <Skeleton className="h-7 w-20 max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}
