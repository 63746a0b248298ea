import type { ReactNode } from "react";

export type Tone = "neutral" | "ok" | "fail" | "warn" | "accent";

const tones: Readonly<Record<Tone, string>> = {
  neutral: "border-line bg-sunken text-muted",
  ok: "border-ok/25 bg-ok-soft text-ok",
  fail: "border-fail/25 bg-fail-soft text-fail",
  warn: "border-warn/25 bg-warn-soft text-warn",
  accent: "border-accent/25 bg-accent-soft text-accent",
};

/** A short label with a meaning of its own. */
export function Badge({ tone = "neutral", children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span
      className={`inline-flex h-5 items-center gap-1 rounded-full border px-2 text-xs font-medium whitespace-nowrap [&_svg]:size-3 ${tones[tone]}`}
    >
      {children}
    </span>
  );
}
