import type { ClusterRow } from "@/app/_client/wire";
import type { ComboRow } from "@/app/_components/ui/combo-list";
import { StatusDot } from "./status-dot";

/** Clusters as rows of a list, under a heading for each project. Clusters of one name in several locations are rows of their own. */
export function clusterRows(
  clusters: readonly ClusterRow[],
  selected: string | null,
  onPick: (cluster: ClusterRow) => void,
): readonly ComboRow[] {
  const projects = Map.groupBy(clusters, ({ project }) => project);
  return [...projects].flatMap(([project, members]): readonly ComboRow[] => [
    { kind: "heading", key: project, content: project },
    ...members.map(
      (cluster): ComboRow => ({
        kind: "option",
        key: cluster.resource,
        content: <ClusterLine cluster={cluster} />,
        selected: cluster.resource === selected,
        onPick: () => onPick(cluster),
      }),
    ),
  ]);
}

/** Every word has to be somewhere in the name, the location, the project or an endpoint's host. */
export function filterClusters(clusters: readonly ClusterRow[], query: string): readonly ClusterRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return clusters;
  return clusters.filter(({ name, location, project, endpoints }) => {
    const text = [name, location, project, ...endpoints.map(({ host }) => host)].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function ClusterLine({ cluster }: { readonly cluster: ClusterRow }) {
  const { name, project, location, status } = cluster;
  return (
    <>
      <StatusDot status={status} />
      <span className="flex min-w-0 flex-1 max-sm:flex-col max-sm:leading-4.5 sm:items-center sm:gap-2.5">
        <span className="truncate font-medium sm:flex-1">{name}</span>
        <span className="shrink-0 text-sm text-muted max-sm:leading-4.5">
          <span className="sr-only">, project {project}, </span>
          {location}
          <span className={status === "RUNNING" ? "sr-only" : "ml-2 text-warn"}> {status.toLowerCase()}</span>
        </span>
      </span>
    </>
  );
}
