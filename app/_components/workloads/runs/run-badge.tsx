import { CircleCheck, CircleHelp, CircleStop, CircleX, Hourglass, LoaderCircle } from "lucide-react";
import type { RunView } from "@/app/_client/workload-wire";
import { Badge } from "@/app/_components/ui/badge";
import { type RunMark, runWords } from "./run-words";

const icons: Readonly<Record<RunMark, typeof Hourglass>> = {
  waiting: Hourglass,
  running: LoaderCircle,
  good: CircleCheck,
  bad: CircleX,
  unclear: CircleHelp,
  stopped: CircleStop,
};

/** How a run stands, as a sign and in words. */
export function RunBadge({ run }: { readonly run: RunView }) {
  const { text, tone, mark } = runWords(run);
  const Icon = icons[mark];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden="true" className={mark === "running" ? "animate-spin" : ""} />
      {text}
    </Badge>
  );
}
