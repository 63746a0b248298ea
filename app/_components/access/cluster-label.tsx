import { parseClusterName } from "@/lib/core/cluster-name";

/** A cluster by its name, with where it is beside it. */
export function ClusterLabel({ cluster }: { readonly cluster: string }) {
  const name = parseClusterName(cluster);
  if (!name) return <span className="font-medium wrap-anywhere">{cluster}</span>;
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
      <span className="font-medium wrap-anywhere">{name.cluster}</span>
      <span className="text-sm wrap-anywhere text-muted">
        {name.location} · {name.project}
      </span>
    </span>
  );
}

/** The name alone. */
export function shortName(cluster: string): string {
  return parseClusterName(cluster)?.cluster ?? cluster;
}
