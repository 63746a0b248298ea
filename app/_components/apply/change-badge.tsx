import { Check, CheckCheck, CircleX, Hourglass, LoaderCircle, Minus } from "lucide-react";
import type { ChangeView } from "@/app/_client/wire";
import { Badge } from "@/app/_components/ui/badge";
import { type ChangeMark, changeWords } from "./change-words";

const icons: Readonly<Record<ChangeMark, typeof Check>> = {
  waiting: Hourglass,
  running: LoaderCircle,
  done: Check,
  proven: CheckCheck,
  over: Minus,
  failed: CircleX,
};

/** How a change stands, as a sign and in words. */
export function ChangeBadge({ change }: { readonly change: ChangeView }) {
  const { text, tone, mark } = changeWords(change);
  const Icon = icons[mark];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden="true" className={mark === "running" ? "animate-spin" : ""} />
      {text}
    </Badge>
  );
}
