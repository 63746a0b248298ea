/** A cluster's status as a dot: filled when it runs, hollow when it changes, a bar when something is wrong. Say it in words too. */
export function StatusDot({ status }: { readonly status: string }) {
  const look =
    status === "RUNNING"
      ? "size-2 bg-ok"
      : status === "ERROR" || status === "DEGRADED"
        ? "h-1 w-2.5 bg-fail"
        : "size-2 border-2 border-warn";
  return (
    <span aria-hidden="true" className="flex w-2.5 shrink-0 justify-center">
      <span className={`rounded-full ${look}`} />
    </span>
  );
}
