import type { ReactNode } from "react";
import type { Verdict } from "@/lib/engine/verdict";

/** The card around the path, with how far one gets in words. */
export function PathCard({
  verdict,
  running,
  title = "Path",
  one = "hop",
  children,
}: {
  readonly verdict: Verdict | null;
  readonly running: boolean;
  readonly title?: string;
  /** What it is made of. */
  readonly one?: "hop" | "link";
  readonly children: ReactNode;
}) {
  return (
    <section aria-labelledby="path-title" className="card px-4 pt-3 pb-4 sm:px-5">
      <header className="flex items-center justify-between gap-3 max-sm:mb-2">
        <h2 id="path-title" className="font-semibold">
          {title}
        </h2>
        <p className="text-sm text-muted">{pathWords(verdict, running, one)}</p>
      </header>
      {children}
    </section>
  );
}

function pathWords(verdict: Verdict | null, running: boolean, one: string): string {
  if (!verdict) return running ? `checking every ${one}` : "";
  const { path } = verdict;
  const broken = path.findIndex(({ state }) => state === "broken");
  if (broken >= 0) return `broken at ${one} ${broken + 1} of ${path.length}`;
  const unknown = path.filter(({ state }) => state === "unknown").length;
  if (unknown > 0) return `${unknown} of ${path.length} ${one}s could not be decided`;
  if (verdict.state !== "reachable") return "";
  return one === "link" ? "holds from end to end" : "open from end to end";
}
