import { type Deck, decksOf, type Stop } from "./stop";

const looks: Readonly<Record<Deck, string>> = {
  solid: "stroke-ok",
  dashed: "stroke-edge [stroke-dasharray:2_5]",
  flowing: "animate-flow stroke-outline [stroke-dasharray:5_5]",
  unknown: "stroke-warn [stroke-dasharray:2_5]",
};

/** How far the deck is below the top, in pixels: the sky that the leaf needs. Stops of 32 pixels start 46 pixels down. */
const deckHeight = 62;

/**
 * The bridge itself: a line between the stops' columns and the leaf after stop number `leaf`, raised or lowered.
 * Widths are percentages, so that it needs no measuring. What it shows is said in words by the stops.
 */
export function BridgeDrawing({
  stops,
  leaf,
  raised,
}: {
  readonly stops: readonly Stop[];
  readonly leaf: number | null;
  readonly raised: boolean;
}) {
  const column = 100 / stops.length;
  const centre = (index: number) => `${(index + 0.5) * column}%`;
  return (
    <svg aria-hidden="true" className="absolute inset-x-0 top-0 w-full overflow-visible" height={deckHeight + 12}>
      {decksOf(stops).map((deck, index) =>
        index === leaf ? null : (
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
          x={centre(leaf)}
          y={deckHeight}
          width={`${column}%`}
          height="10"
          className="overflow-visible"
          strokeLinecap="round"
        >
          <g
            className={`transition-opacity duration-500 ${raised ? "stroke-outline opacity-100" : "stroke-ok opacity-0"}`}
            strokeWidth="1.5"
          >
            <line x1="0" y1="-8" x2="0" y2="-54" />
            <line x1="0" y1="-54" x2="59%" y2="-48" strokeDasharray="2 3" />
          </g>
          <g
            className={`transition-transform duration-700 ease-bridge ${raised ? "-rotate-[38deg] stroke-fail" : "stroke-ok"}`}
          >
            <line x1="0" y1="0" x2={raised ? "82%" : "100%"} y2="0" strokeWidth="4" />
          </g>
        </svg>
      )}
    </svg>
  );
}
