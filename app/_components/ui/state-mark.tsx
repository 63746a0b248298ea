import { Check, CornerDownRight, Minus, X } from "lucide-react";
import type { ReactNode } from "react";

/** What a station or a finding can be. `symptom`: it failed because of something else. `idle`: nobody asked yet. */
export type Mark = "passed" | "broken" | "symptom" | "unknown" | "not-applicable" | "not-reached" | "pending" | "idle";

const looks: Readonly<Record<Mark, { readonly look: string; readonly glyph: ReactNode }>> = {
  passed: { look: "bg-ok text-surface", glyph: <Check strokeWidth={3.2} /> },
  broken: { look: "bg-fail text-surface", glyph: <X strokeWidth={3.2} /> },
  symptom: { look: "bg-fail-soft text-fail", glyph: <CornerDownRight strokeWidth={2.6} /> },
  unknown: { look: "bg-warn text-surface", glyph: <span className="font-mono text-xs font-bold">?</span> },
  "not-applicable": { look: "border-[1.5px] border-edge bg-surface text-muted", glyph: <Minus strokeWidth={3} /> },
  "not-reached": { look: "border-[1.5px] border-dashed border-outline bg-surface", glyph: null },
  pending: {
    look: "border-[1.5px] border-outline bg-surface",
    glyph: <span className="size-1.5 animate-pulse rounded-full bg-outline" />,
  },
  idle: { look: "border-[1.5px] border-edge bg-surface", glyph: null },
};

/** A state as a round sign: its shape says it as well as its colour. Hidden from assistive technology: say it in words beside it. */
export function StateMark({ mark, large = false }: { readonly mark: Mark; readonly large?: boolean }) {
  const { look, glyph } = looks[mark];
  const size = large ? "size-6 [&_svg]:size-4" : "size-5 [&_svg]:size-3";
  return (
    <span aria-hidden="true" className={`flex shrink-0 items-center justify-center rounded-full ${size} ${look}`}>
      {glyph}
    </span>
  );
}
