/** How full a cluster's list is. */
export function SlotsMeter({
  entries,
  limit,
  slotsLeft,
}: {
  readonly entries: number;
  readonly limit: number;
  readonly slotsLeft: number;
}) {
  const tone = slotsLeft === 0 ? "bg-fail" : slotsLeft <= 5 ? "bg-warn" : "bg-outline";
  const share = limit > 0 ? Math.min(1, entries / limit) : 0;
  return (
    <span className="flex items-center gap-2 text-sm text-muted tabular-nums">
      <span aria-hidden="true" className="h-1.5 w-14 shrink-0 overflow-hidden rounded-full bg-hover ring-1 ring-line">
        <span className={`block h-full rounded-full ${tone}`} style={{ width: `${(share * 100).toFixed(1)}%` }} />
      </span>
      <span className={`min-w-24 whitespace-nowrap ${slotsLeft === 0 ? "font-medium text-fail" : ""}`}>
        {slotsLeft === 0 ? "full" : `${slotsLeft} of ${limit} left`}
      </span>
    </span>
  );
}
