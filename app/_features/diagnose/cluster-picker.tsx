"use client";

import { useState } from "react";
import { count } from "@/app/_client/format";
import type { ClusterRow } from "@/app/_client/wire";
import { clusterRows, filterClusters } from "@/app/_components/question/cluster-rows";
import { StatusDot } from "@/app/_components/question/status-dot";
import { ToolbarField } from "@/app/_components/question/toolbar-field";
import { Button } from "@/app/_components/ui/button";
import { ComboList } from "@/app/_components/ui/combo-list";
import { Notice } from "@/app/_components/ui/notice";
import { Popover } from "@/app/_components/ui/popover";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { useDirectory } from "@/app/_features/state/directory";
import { usePanels } from "@/app/_features/state/panels";
import { parseClusterName } from "@/lib/core/cluster-name";

/** Chooses the cluster among all that can be listed. */
export function ClusterPicker({
  selected,
  onPick,
}: {
  readonly selected: string | null;
  readonly onPick: (cluster: ClusterRow) => void;
}) {
  const { clusters } = useDirectory();
  const panels = usePanels();
  const row = clusters.find(({ resource }) => resource === selected);
  const name = selected ? parseClusterName(selected) : undefined;
  return (
    <Popover
      open={panels.open === "clusters"}
      onOpenChange={(open) => (open ? panels.show("clusters") : panels.close())}
      label="Choose a cluster"
      className="w-[34rem]"
      trigger={
        <ToolbarField
          label="Cluster"
          value={name?.cluster ?? "Choose a cluster…"}
          note={name && `${name.location} · ${name.project}`}
          placeholder={!name}
          data-shortcut="/"
          lead={row && <StatusDot status={row.status} />}
          className="sm:col-span-2 md:flex-1"
        />
      }
    >
      <ClusterSearch
        selected={selected}
        onPick={(cluster) => {
          panels.close();
          onPick(cluster);
        }}
      />
    </Popover>
  );
}

/** All clusters that can be listed, to search in. */
export function ClusterSearch({
  selected,
  onPick,
}: {
  readonly selected: string | null;
  readonly onPick: (cluster: ClusterRow) => void;
}) {
  const { clusters, clusterProblems, listing, problem, reloadClusters } = useDirectory();
  const [query, setQuery] = useState("");
  const found = filterClusters(clusters, query);
  const loading = listing === "loading";
  return (
    <>
      <ComboList
        label="Clusters"
        placeholder="Name, project, location or endpoint address"
        query={query}
        onQuery={setQuery}
        rows={clusterRows(found, selected, onPick)}
        empty={emptyText(clusters.length, query, loading)}
        footer={
          <span className="flex justify-between gap-3 tabular-nums">
            <span>
              {query ? `${found.length} of ${count(clusters.length, "cluster")}` : count(clusters.length, "cluster")}
            </span>
            <span>{loading ? "still listing…" : ""}</span>
          </span>
        }
      />
      {(problem || clusterProblems.length > 0) && (
        <div className="max-h-48 space-y-2 overflow-y-auto border-t border-line p-2.5">
          {problem && (
            <ProblemNotice
              problem={problem}
              action={
                <Button size="small" onClick={reloadClusters}>
                  Try again
                </Button>
              }
            />
          )}
          {clusterProblems.map(({ project, detail }) => (
            <Notice key={project} tone="warn" title={`${project} could not be listed`}>
              {detail}
            </Notice>
          ))}
        </div>
      )}
    </>
  );
}

function emptyText(total: number, query: string, loading: boolean): string {
  if (loading && total === 0) return "Listing clusters…";
  if (query) return `No cluster matches “${query}”.`;
  return "There is no cluster to choose: Drawbridge sees none in its projects.";
}
