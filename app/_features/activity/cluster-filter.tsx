"use client";

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { clusterRows, filterClusters } from "@/app/_components/question/cluster-rows";
import { Button } from "@/app/_components/ui/button";
import { ComboList, type ComboRow } from "@/app/_components/ui/combo-list";
import { Popover } from "@/app/_components/ui/popover";
import { useDirectory } from "@/app/_features/state/directory";
import { parseClusterName } from "@/lib/core/cluster-name";

/** One cluster, or all of them. */
export function ClusterFilter({
  selected,
  onPick,
}: {
  readonly selected: string | null;
  readonly onPick: (cluster: string | null) => void;
}) {
  const { clusters, listing } = useDirectory();
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const pick = (cluster: string | null) => {
    setOpen(false);
    setQuery("");
    onPick(cluster);
  };
  const all: ComboRow = {
    kind: "option",
    key: "",
    content: <span className="font-medium">All clusters</span>,
    selected: selected === null,
    onPick: () => pick(null),
  };
  const found = clusterRows(filterClusters(clusters, query), selected, ({ resource }) => pick(resource));
  const name = selected === null ? undefined : parseClusterName(selected);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="Choose a cluster"
      className="w-[30rem]"
      trigger={
        <Button className="max-w-full min-w-0 shrink max-sm:h-11 max-sm:w-full max-sm:justify-between">
          <span className="min-w-0 truncate">
            <span className="sr-only">Cluster: </span>
            {name?.cluster ?? "All clusters"}
          </span>
          <ChevronDown aria-hidden="true" className="text-faint" />
        </Button>
      }
    >
      <ComboList
        label="Clusters"
        placeholder="Name, project or location"
        query={query}
        onQuery={setQuery}
        rows={query ? found : [all, ...found]}
        empty={listing === "loading" ? "Listing clusters…" : `No cluster matches “${query}”.`}
      />
    </Popover>
  );
}
