import type { NamedFact } from "@/app/_client/wire";
import { hops, hopTitles } from "@/lib/core/hop";
import type { Verdict } from "@/lib/diagnosis/engine/verdict";
import { stationNote } from "./station-note";
import { farBank, type Stop } from "./stop";

/** The path from the person to the control plane, ready to draw; without a verdict all hops are open or being checked. */
export function stopsOf(
  verdict: Verdict | null,
  facts: readonly NamedFact[],
  vantage: string,
  running: boolean,
): readonly Stop[] {
  const between = verdict
    ? verdict.path.map((station): Stop => {
        const { hop, title, state, detail } = station;
        return { hop, title, mark: state, note: stationNote(station, facts), detail };
      })
    : hops.map((hop): Stop => {
        const mark = running ? "pending" : "idle";
        return { hop, title: hopTitles[hop], mark, note: running ? "checking…" : "", detail: "" };
      });
  const you: Stop = {
    hop: null,
    title: "You",
    mark: running || verdict ? "passed" : "idle",
    note: vantage,
    detail: "",
  };
  const plane = farBank(verdict?.state ?? null, running);
  return [you, ...between, { hop: null, title: "Control plane", detail: "", ...plane }];
}
