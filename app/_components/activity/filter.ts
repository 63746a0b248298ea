/** What is shown of everything that happened. */
export type ActivityFilter = {
  /** Full resource name; null: all. */
  readonly cluster: string | null;
  /** `changes`: what became of things; `others`: what others did; `steps`: everything. */
  readonly show: "changes" | "others" | "steps";
};

/** As `/api/audit` is asked. */
export function auditQuery({ cluster, show }: ActivityFilter, before: number | null): URLSearchParams {
  const query = new URLSearchParams({ limit: "50" });
  if (cluster) query.set("cluster", cluster);
  if (show !== "steps") query.set("kind", show);
  if (before !== null) query.set("before", String(before));
  return query;
}

/** The address of the page with this filter. */
export function activityLink({ cluster, show }: ActivityFilter): string {
  const query = new URLSearchParams({
    ...(cluster ? { cluster } : {}),
    ...(show === "changes" ? {} : { show }),
  }).toString();
  return query ? `/activity?${query}` : "/activity";
}

/** Where the audit log is exported from: of one cluster when one is chosen, always with every step. */
export function exportLink({ cluster }: ActivityFilter, format: "jsonl" | "csv"): string {
  return `/api/audit?${new URLSearchParams({ format, ...(cluster ? { cluster } : {}) })}`;
}
