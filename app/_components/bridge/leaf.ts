import { decksOf, type Stop } from "./stop";

/** The movable part of the bridge: it leads on from stop number `index`. */
export type Leaf = {
  readonly index: number;
  /** `waiting`: it was raised, and is being looked at again. `lowered`: it was raised, and one gets across now. */
  readonly state: "raised" | "waiting" | "lowered";
};

/**
 * The leaf of these stops. `before`: the leaf that was there. It is down only when the way over it is known to be open:
 * while that is being looked at it stays up, and where nobody can tell there is none.
 */
export function leafOf(stops: readonly Stop[], before: Leaf | null): Leaf | null {
  const broken = stops.findIndex(({ mark }) => mark === "broken");
  if (broken >= 0) return { index: broken, state: "raised" };
  if (!before) return null;
  const { index } = before;
  if (stops[index]?.mark === "pending" || stops[index + 1]?.mark === "pending") {
    return { index, state: before.state === "lowered" ? "lowered" : "waiting" };
  }
  return stops[index]?.mark === "passed" && decksOf(stops)[index] === "solid" ? { index, state: "lowered" } : null;
}
