import { StateMark } from "@/app/_components/ui/state-mark";
import type { BridgeProps } from "./bridge";
import type { Leaf } from "./leaf";
import { decksOf } from "./stop";

const rails = {
  solid: "border-l-2 border-ok",
  dashed: "border-l-2 border-dashed border-edge",
  flowing: "border-l-2 border-dashed border-edge",
  unknown: "border-l-2 border-dashed border-warn",
} as const;

const leafLooks: Readonly<Record<Leaf["state"], string>> = {
  raised: "top-[30px] h-5 w-1 -rotate-45 bg-fail",
  waiting: "top-[30px] h-5 w-1 -rotate-45 bg-outline",
  lowered: "top-7 h-[calc(100%-1.5rem)] w-0.5 translate-x-px bg-ok",
};

/** The same path from top to bottom, for narrow pages. */
export function BridgeList({ stops, leaf, selected, onSelect }: BridgeProps & { readonly leaf: Leaf | null }) {
  const decks = decksOf(stops);
  return (
    <ol className="@lg:hidden">
      {stops.map(({ hop, title, mark, note }, index) => {
        const deck = decks[index];
        const broken = mark === "broken";
        const isLeaf = index === leaf?.index;
        return (
          <li key={title} className="relative">
            {deck && !isLeaf && (
              <span aria-hidden="true" className={`absolute top-7 bottom-[-5px] left-[9px] ${rails[deck]}`} />
            )}
            {isLeaf && (
              <span
                aria-hidden="true"
                className={`absolute left-[8px] origin-top rounded-full transition-[rotate,height,top,background-color] duration-700 ease-bridge ${leafLooks[leaf.state]}`}
              />
            )}
            <button
              type="button"
              disabled={!hop || !onSelect}
              aria-pressed={hop ? hop === selected : undefined}
              onClick={() => hop && onSelect?.(hop)}
              className={`flex w-full items-center gap-3 rounded-md py-1.5 text-left ${isLeaf ? "pb-4" : ""}`}
            >
              <StateMark mark={mark} />
              <span
                className={`text-sm font-medium ${broken ? "text-fail" : mark === "not-reached" ? "text-muted" : ""} ${hop && hop === selected ? "rounded-sm bg-accent-soft px-1 text-accent" : ""}`}
              >
                {title}
              </span>
              <span
                className={`ml-auto max-w-[55%] shrink-0 truncate text-right text-sm ${broken ? "text-fail" : mark === "unknown" ? "text-warn" : "text-muted"}`}
              >
                {note}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
