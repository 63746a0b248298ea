"use client";

import { Search } from "lucide-react";
import { useState } from "react";
import { type Mark, StateMark } from "@/app/_components/ui/state-mark";

type Outcome = "blocked" | "reachable" | "unknown";

/** What the list shows of a situation. */
export type Situation = {
  readonly name: string;
  readonly title: string;
  readonly expected: { readonly verdict: Outcome; readonly cause: string | null };
};

const marks: Readonly<Record<Outcome, Mark>> = { blocked: "broken", reachable: "passed", unknown: "unknown" };
const pathWords = { blocked: "Blocked", reachable: "Reachable", unknown: "Could not tell" } as const;

/** The prepared situations. Choosing one asks its question. */
export function WorldList<World extends Situation>({
  worlds,
  words = pathWords,
  noteOf,
  onEnter,
}: {
  readonly worlds: readonly World[];
  /** What the outcomes are called. */
  readonly words?: Readonly<Record<Outcome, string>>;
  /** Where it is. */
  readonly noteOf: (world: World) => string;
  readonly onEnter: (world: World) => void;
}) {
  const [query, setQuery] = useState("");
  const found = filterWorlds(worlds, query);
  return (
    <div className="space-y-2.5">
      <div className="flex items-center gap-2.5 rounded-lg border border-outline bg-surface px-3">
        <Search aria-hidden="true" className="size-4 shrink-0 text-muted" />
        <input
          type="search"
          aria-label="Search situations"
          placeholder="What happened, or the cause"
          autoComplete="off"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          className="h-9 min-w-0 flex-1 bg-transparent outline-offset-4"
        />
      </div>
      <p role="status" className="sr-only">
        {found.length} situations
      </p>
      {found.length === 0 && <p className="py-4 text-center text-muted">No situation matches “{query}”.</p>}
      <ul className="-mx-2">
        {found.map((world) => {
          const { verdict } = world.expected;
          return (
            <li key={world.name}>
              <button
                type="button"
                onClick={() => onEnter(world)}
                className="flex w-full items-start gap-3 rounded-lg px-2 py-2 text-left hover:bg-hover"
              >
                <StateMark mark={marks[verdict]} />
                <span className="min-w-0 flex-1">
                  <span className="sr-only">{words[verdict]}: </span>
                  <span className="block">{world.title}</span>
                  <span className="flex flex-wrap gap-x-3 text-sm text-muted">
                    <span className="value">{world.name}</span>
                    <span>{noteOf(world)}</span>
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Every word has to be somewhere in the title, the name or the cause. */
function filterWorlds<World extends Situation>(worlds: readonly World[], query: string): readonly World[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return worlds.filter(({ name, title, expected }) => {
    const text = `${name} ${title} ${expected.cause ?? ""} ${expected.verdict}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
