"use client";

import { Laptop, type LucideIcon, Server } from "lucide-react";
import { useState } from "react";
import { StateMark } from "@/app/_components/ui/state-mark";
import { BridgeDrawing } from "./bridge-drawing";
import { BridgeList } from "./bridge-list";
import { type Leaf, leafOf } from "./leaf";
import type { Stop } from "./stop";
import { StopButton } from "./stop-button";

export type BridgeProps = {
  readonly stops: readonly Stop[];
  /** The hop whose findings are shown alone. */
  readonly selected: string | null;
  /** Undefined: stops cannot be chosen. */
  readonly onSelect?: ((hop: string) => void) | undefined;
  /** What stands on the two banks. */
  readonly banks?: { readonly near: LucideIcon; readonly far: LucideIcon };
};

const pathBanks = { near: Laptop, far: Server };

/** The path as a bridge: what was passed is solid, the broken hop's leaf is up, the rest is not reached. */
export function Bridge({ stops, selected, onSelect, banks = pathBanks }: BridgeProps) {
  const leaf = useLeaf(stops);
  const lastColumn = stops.length - 1;
  return (
    <div className="@container">
      <BridgeList stops={stops} leaf={leaf} selected={selected} onSelect={onSelect} />
      <div className="relative hidden @lg:block">
        <BridgeDrawing stops={stops} leaf={leaf} />
        <ol className="relative grid auto-cols-fr grid-flow-col">
          {stops.map((stop, index) => (
            <li key={stop.title} className="group min-w-0 pt-[46px]">
              {stop.hop ? (
                <StopButton stop={stop} selected={stop.hop === selected} onSelect={onSelect} />
              ) : (
                <Bank stop={stop} Icon={index === lastColumn ? banks.far : banks.near} />
              )}
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

/** The leaf of these stops, after the one that was drawn before them: so that it can be seen coming down. */
function useLeaf(stops: readonly Stop[]): Leaf | null {
  const [last, setLast] = useState<Leaf | null>(null);
  const leaf = leafOf(stops, last);
  if (leaf?.index !== last?.index || leaf?.state !== last?.state) setLast(leaf);
  return leaf;
}

function Bank({ stop, Icon }: { readonly stop: Stop; readonly Icon: LucideIcon }) {
  const colour = stop.mark === "passed" ? "border-ok text-ok" : "border-edge text-muted";
  return (
    <div className="flex flex-col items-center px-0.5 text-center">
      <span className={`flex size-8 items-center justify-center rounded-lg border-2 bg-surface ${colour}`}>
        {stop.mark === "pending" ? <StateMark mark="pending" /> : <Icon aria-hidden="true" className="size-4" />}
      </span>
      <span className="mt-1.5 text-xs font-semibold tracking-[-0.01em]">{stop.title}</span>
      <span className="hidden max-w-full truncate text-xs text-muted @min-[64rem]:block">{stop.note}</span>
    </div>
  );
}
