"use client";

import { useState } from "react";
import { endpointNames } from "@/app/_client/format";
import type { ClusterRow } from "@/app/_client/wire";
import { Choice } from "@/app/_components/question/choice";
import { ToolbarField } from "@/app/_components/question/toolbar-field";
import { Popover } from "@/app/_components/ui/popover";
import type { EndpointKind } from "@/lib/diagnosis/facts/schema";

const kinds: readonly EndpointKind[] = ["public", "private", "dns"];

/** Chooses the way in. */
export function EndpointPicker({
  endpoint,
  cluster,
  onPick,
}: {
  readonly endpoint: EndpointKind | null;
  readonly cluster: ClusterRow | undefined;
  readonly onPick: (endpoint: EndpointKind | null) => void;
}) {
  const [open, setOpen] = useState(false);
  const pick = (next: EndpointKind | null) => {
    setOpen(false);
    onPick(next);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="The endpoint to reach"
      className="w-88"
      trigger={<ToolbarField label="to" value={endpoint ? endpointNames[endpoint] : "any endpoint"} />}
    >
      <fieldset className="min-w-0 p-1.5">
        <legend className="sr-only">The endpoint to reach</legend>
        <Choice
          name="endpoint"
          checked={endpoint === null}
          onChoose={() => pick(null)}
          title="Any endpoint"
          note="The one in your kubeconfig, or else the one that fits where you are."
        />
        {kinds.map((kind) => (
          <Choice
            key={kind}
            name="endpoint"
            checked={endpoint === kind}
            onChoose={() => pick(kind)}
            title={capitalised(endpointNames[kind])}
            note={endpointNote(kind, cluster)}
          />
        ))}
      </fieldset>
    </Popover>
  );
}

function endpointNote(kind: EndpointKind, cluster: ClusterRow | undefined): string {
  if (!cluster) return "Choose a cluster to see its address.";
  const endpoint = cluster.endpoints.find((candidate) => candidate.kind === kind);
  if (!endpoint) return "This cluster has none.";
  return endpoint.usable ? endpoint.host : `${endpoint.host} (switched off)`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
