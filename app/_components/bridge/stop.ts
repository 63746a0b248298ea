import type { Mark } from "@/app/_components/ui/state-mark";
import type { Verdict } from "@/lib/engine/verdict";

/** One stop of the drawn path: the two banks (`hop` is null) and the hops between them. */
export type Stop = {
  readonly hop: string | null;
  readonly title: string;
  readonly mark: Mark;
  /** A word or a value under the title. */
  readonly note: string;
  /** The whole sentence. */
  readonly detail: string;
};

/** How the deck to a stop is drawn. */
export type Deck = "solid" | "dashed" | "flowing" | "unknown";

/**
 * The deck that leads to each stop but the first. Over a stop that does not apply it goes on as it came.
 * What follows a broken stop is the raised leaf, drawn apart.
 */
export function decksOf(stops: readonly Stop[]): readonly Deck[] {
  const decks: Deck[] = [];
  for (const { mark } of stops.slice(1)) decks.push(deckTo(mark, decks.at(-1) ?? "solid"));
  return decks;
}

function deckTo(mark: Mark, before: Deck): Deck {
  switch (mark) {
    case "passed":
    case "broken":
      return "solid";
    case "not-applicable":
      return before;
    case "unknown":
      return "unknown";
    case "pending":
      return "flowing";
    default:
      return "dashed";
  }
}

/** The far bank: reached only when the verdict says so. */
export function farBank(state: Verdict["state"] | null, running: boolean): Pick<Stop, "mark" | "note"> {
  if (state === "reachable") return { mark: "passed", note: "reachable" };
  if (state === "blocked") return { mark: "not-reached", note: "not reached" };
  if (state === "unknown") return { mark: "unknown", note: "could not tell" };
  return running ? { mark: "pending", note: "checking…" } : { mark: "idle", note: "" };
}
