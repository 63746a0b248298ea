"use client";

import { Plus, Server, X } from "lucide-react";
import { useId, useState } from "react";
import { count } from "@/app/_client/format";
import { ClusterLabel, shortName } from "@/app/_components/access/cluster-label";
import { clusterRows, filterClusters } from "@/app/_components/question/cluster-rows";
import { Button } from "@/app/_components/ui/button";
import { ComboList } from "@/app/_components/ui/combo-list";
import { Notice } from "@/app/_components/ui/notice";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { useDirectory } from "@/app/_features/state/directory";

const limit = 50;

/** The clusters to be let in to: those chosen, and a search for more. */
export function AskClusters({
  clusters,
  problem,
  onClusters,
}: {
  readonly clusters: readonly string[];
  readonly problem: string | undefined;
  readonly onClusters: (clusters: readonly string[]) => void;
}) {
  const id = useId();
  const directory = useDirectory();
  const [searching, setSearching] = useState(clusters.length === 0);
  const [query, setQuery] = useState("");
  const left = directory.clusters.filter(({ resource }) => !clusters.includes(resource));
  const found = filterClusters(left, query);
  const full = clusters.length >= limit;

  return (
    <fieldset className="min-w-0" aria-describedby={problem ? `${id}-problem` : undefined}>
      <legend className="mb-1.5 font-medium">Clusters</legend>
      {clusters.length > 0 && (
        <ul className="mb-2 divide-y divide-line overflow-hidden rounded-lg border border-line">
          {clusters.map((cluster) => (
            <li key={cluster} className="flex items-center gap-2.5 py-1 pr-1 pl-3">
              <Server aria-hidden="true" className="size-4 shrink-0 text-muted" />
              <span className="min-w-0 flex-1 py-1">
                <ClusterLabel cluster={cluster} />
              </span>
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Leave out ${shortName(cluster)}`}
                className="max-sm:size-11"
                onClick={() => onClusters(clusters.filter((one) => one !== cluster))}
              >
                <X aria-hidden="true" />
              </Button>
            </li>
          ))}
        </ul>
      )}
      {searching && !full ? (
        <div className="overflow-hidden rounded-lg border border-outline [&_[role=listbox]]:max-h-48">
          <ComboList
            label="Clusters to add"
            placeholder="Name, project, location or endpoint address"
            query={query}
            onQuery={setQuery}
            rows={clusterRows(found, null, ({ resource }) => {
              onClusters([...clusters, resource]);
              setQuery("");
              setSearching(false);
            })}
            empty={emptyText(left.length, query, directory.listing === "loading")}
          />
        </div>
      ) : (
        <Button size="small" className="max-sm:h-11" disabled={full} onClick={() => setSearching(true)}>
          <Plus aria-hidden="true" />
          {full
            ? `No more than ${count(limit, "cluster")} at once`
            : clusters.length > 0
              ? "Another cluster"
              : "Choose a cluster"}
        </Button>
      )}
      {directory.problem && (
        <div className="mt-2">
          <ProblemNotice
            problem={directory.problem}
            action={
              <Button size="small" className="max-sm:h-11" onClick={directory.reloadClusters}>
                Try again
              </Button>
            }
          />
        </div>
      )}
      {searching && directory.clusterProblems.length > 0 && (
        <div className="mt-2">
          <Notice tone="warn" title="Some clusters are missing here">
            {directory.clusterProblems.map(({ project, detail }) => `${project}: ${detail}`).join(" ")}
          </Notice>
        </div>
      )}
      <p id={`${id}-problem`} role="alert" className={problem ? "mt-1.5 text-sm text-fail" : ""}>
        {problem}
      </p>
    </fieldset>
  );
}

function emptyText(total: number, query: string, loading: boolean): string {
  if (loading && total === 0) return "Listing clusters…";
  if (query) return `No cluster matches “${query}”.`;
  return total === 0 ? "There is no other cluster to choose." : "Nothing to choose.";
}
