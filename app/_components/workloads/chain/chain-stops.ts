import type { WorkloadFact, WorkloadVerdict } from "@/app/_client/workload-wire";
import type { Stop } from "@/app/_components/bridge/stop";
import { links, linkTitles } from "@/lib/workload/facts/links";
import { linkNote } from "./link-note";

/** The chain from a pod to Google Cloud, ready to draw; without a verdict all links are open or being checked. */
export function chainStops(
  verdict: WorkloadVerdict | null,
  facts: readonly WorkloadFact[],
  running: boolean,
): readonly Stop[] {
  const between = verdict
    ? verdict.path.map((station): Stop => {
        const { hop, title, state, detail } = station;
        return { hop, title, mark: state, note: linkNote(station, facts), detail };
      })
    : links.map((hop): Stop => {
        const mark = running ? "pending" : "idle";
        return { hop, title: linkTitles[hop], mark, note: running ? "checking…" : "", detail: "" };
      });
  const pod: Stop = { hop: null, title: "Pod", mark: running || verdict ? "passed" : "idle", note: "", detail: "" };
  return [pod, ...between, { hop: null, title: "Google Cloud", detail: "", ...farEnd(verdict, running) }];
}

/** Reached only when the verdict says so. */
function farEnd(verdict: WorkloadVerdict | null, running: boolean): Pick<Stop, "mark" | "note"> {
  switch (verdict?.state) {
    case "reachable":
      return { mark: "passed", note: "lets it in" };
    case "blocked":
      return { mark: "not-reached", note: "not reached" };
    case "unknown":
      return { mark: "unknown", note: "not known" };
    default:
      return running ? { mark: "pending", note: "checking…" } : { mark: "idle", note: "" };
  }
}
