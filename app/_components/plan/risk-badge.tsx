import { ShieldAlert, ShieldCheck } from "lucide-react";
import { Badge, type Tone } from "@/app/_components/ui/badge";
import type { Risk } from "@/lib/engine/plan";

const words: Readonly<Record<Risk, { readonly text: string; readonly tone: Tone }>> = {
  none: { text: "changes nothing at Google", tone: "ok" },
  safe: { text: "safe", tone: "ok" },
  "widens-access": { text: "widens access", tone: "warn" },
  disruptive: { text: "disruptive", tone: "warn" },
  dangerous: { text: "dangerous", tone: "fail" },
};

/** What a plan can do wrong. */
export function RiskBadge({ risk }: { readonly risk: Risk }) {
  const { text, tone } = words[risk];
  const Icon = tone === "ok" ? ShieldCheck : ShieldAlert;
  return (
    <Badge tone={tone}>
      <Icon aria-hidden="true" />
      <span className="sr-only">Risk: </span>
      {text}
    </Badge>
  );
}
