"use client";

import { Combine, KeyRound, ShieldCheck } from "lucide-react";
import { useId } from "react";
import type { ClusterListView, ClusterRemedy } from "@/app/_client/wire";
import { hasOverlaps } from "@/app/_components/access/list-words";
import { Button } from "@/app/_components/ui/button";
import { useDirectory } from "@/app/_features/state/directory";

type Plan = (remedy: ClusterRemedy) => void;

/** What can be done about a whole list. */
export function ListActions({
  list,
  onPlan,
  onAsk,
}: {
  readonly list: ClusterListView;
  readonly onPlan: Plan;
  readonly onAsk: () => void;
}) {
  const { enabled, name } = list;
  if (!enabled) return <TurnOn name={name} onPlan={onPlan} />;
  return (
    <>
      {hasOverlaps(list) && (
        <Button
          size="small"
          onClick={() => onPlan({ id: "aggregate-networks", params: {} })}
          className="max-sm:h-11"
          aria-label={`Aggregate duplicates… ${name}`}
        >
          <Combine aria-hidden="true" />
          Aggregate duplicates…
        </Button>
      )}
      <Button size="small" onClick={onAsk} className="max-sm:h-11" aria-label={`Ask for access: ${name}`}>
        <KeyRound aria-hidden="true" />
        Ask for access
      </Button>
    </>
  );
}

/** Whoever turns filtering on stays let in: without an address of theirs, nothing is offered. */
function TurnOn({ name, onPlan }: { readonly name: string; readonly onPlan: Plan }) {
  const { caller } = useDirectory();
  const reason = useId();
  const own = caller?.family === "ipv4" && caller.scope === "public" ? caller.address : null;
  return (
    <>
      {own === null && (
        <p id={reason} className="text-sm text-pretty text-muted">
          Filtering cannot be turned on from here: Drawbridge sees no public IPv4 address of yours that would stay let
          in.
        </p>
      )}
      <Button
        size="small"
        className="max-sm:h-11"
        aria-label={`Turn filtering on… ${name}`}
        aria-disabled={own === null}
        aria-describedby={own === null ? reason : undefined}
        onClick={() => own !== null && onPlan({ id: "enable-authorized-networks", params: { cidrs: [own] } })}
      >
        <ShieldCheck aria-hidden="true" />
        Turn filtering on…
      </Button>
    </>
  );
}
