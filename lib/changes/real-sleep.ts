import { setTimeout as timer } from "node:timers/promises";
import type { Sleep } from "./applier-context";

/** Real time. */
export const realSleep: Sleep = async (milliseconds, signal) => {
  await timer(milliseconds, undefined, { signal }).catch(() => undefined);
};
