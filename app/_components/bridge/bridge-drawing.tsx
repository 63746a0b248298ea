import type { Leaf } from "./leaf";
import { type Deck, decksOf, type Stop } from "./stop";

const looks: Readonly<Record<Deck, string>> = {
  solid: "stroke-ok",
  dashed: "stroke-edge [stroke-dasharray:2_5]",
  flowing: "animate-flow stroke-outline [stroke-dasharray:5_5]",
  unknown: "stroke-warn [stroke-dasharray:2_5]",
};

const leafLooks: Readonly<Record<Leaf["state"], string>> = {
  raised: "-rotate-38 stroke-fail",
  waiting: "-rotate-38 stroke-outline",
  lowered: "stroke-ok",
};

/** How far the deck is below the top, in pixels: the sky that the leaf needs. Stops of 32 pixels start 46 pixels down. */
const deckHeight = 62;

/**
 * The bridge itself: a line between the stops' columns and the leaf after the leaf's stop, raised or lowered.
 * Widths are percentages, and the leaf is drawn in hundredths of a column, so that it needs no measuring. What it shows is said in words by the stops.
 */
export function BridgeDrawing({ stops, leaf }: { readonly stops: readonly Stop[]; readonly leaf: Leaf | null }) {
  const up = leaf !== null && leaf.state !== "lowered";
  const column = 100 / stops.length;
  const centre = (index: number) => `${(index + 0.5) * column}%`;
  return (
    <svg aria-hidden="true" className="absolute inset-x-0 top-0 w-full overflow-visible" height={deckHeight + 12}>
      {decksOf(stops).map((deck, index) =>
        index === leaf?.index ? null : (
          <line
            key={stops[index]?.title}
            x1={centre(index)}
            x2={centre(index + 1)}
            y1={deckHeight}
            y2={deckHeight}
            className={looks[deck]}
            strokeWidth={deck === "solid" ? 3 : 2}
            strokeLinecap="round"
          />
        ),
      )}
      {leaf !== null && (
        <svg
          aria-hidden="true"
          x={centre(leaf.index)}
          y={deckHeight}
          width={`${column}%`}
          height="140"
          viewBox="0 0 100 100"
          preserveAspectRatio="xMinYMin meet"
          className="overflow-visible *:[vector-effect:non-scaling-stroke]"
          strokeLinecap="round"
        >
          <path
            d="M0-8V-54L64.6-50.5"
            fill="none"
            strokeWidth="1.5"
            strokeDasharray="2 3.5"
            className={`stroke-outline transition-opacity duration-500 ${up ? "opacity-100" : "opacity-0"}`}
          />
          <line
            x2={up ? 82 : 100}
            strokeWidth="4"
            className={`transition-[rotate,stroke] duration-700 ease-bridge ${leafLooks[leaf.state]}`}
          />
        </svg>
      )}
    </svg>
  );
}
