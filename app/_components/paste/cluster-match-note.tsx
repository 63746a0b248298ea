import { CircleCheck, CircleDashed } from "lucide-react";
import type { ClusterMatch } from "@/app/_client/match-cluster";
import type { ClusterRow } from "@/app/_client/wire";
import { Button } from "@/app/_components/ui/button";
import { parseClusterName } from "@/lib/core/cluster-name";

/** Which cluster the pasted text is about, or why that is not known. */
export function ClusterMatchNote({
  match,
  picked,
  onPick,
  loading,
  current,
}: {
  readonly match: ClusterMatch;
  readonly picked: ClusterRow | null;
  readonly onPick: (cluster: ClusterRow) => void;
  /** The list of clusters is not complete yet. */
  readonly loading: boolean;
  /** The cluster that stays chosen otherwise. */
  readonly current: string | null;
}) {
  const found = match.kind === "found";
  const Icon = found || picked ? CircleCheck : CircleDashed;
  return (
    <div className="flex gap-2.5 text-sm">
      <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${found || picked ? "text-ok" : "text-muted"}`} />
      <div className="min-w-0 flex-1 space-y-1.5">
        {found && (
          <p>
            <span className="font-semibold">{match.cluster.name}</span>{" "}
            <span className="text-muted">
              {match.cluster.location} · {match.cluster.project}
            </span>
          </p>
        )}
        <p className="text-muted">
          {loading && !found ? "Still listing clusters… " : ""}
          {match.why}
          {current && match.kind === "none" ? ` ${parseClusterName(current)?.cluster} stays chosen.` : ""}
          {!current && match.kind === "none" ? " Choose the cluster in the toolbar." : ""}
        </p>
        {match.kind === "several" && (
          <div className="flex flex-wrap gap-1.5">
            {match.clusters.slice(0, 12).map((cluster) => (
              <Button
                key={cluster.resource}
                size="small"
                aria-pressed={picked?.resource === cluster.resource}
                className="max-w-full aria-pressed:border-accent aria-pressed:bg-accent-soft"
                onClick={() => onPick(cluster)}
              >
                <span className="truncate">
                  {cluster.name} · {cluster.location}
                </span>
              </Button>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}
