"use client";

import { Tabs as Primitive } from "radix-ui";
import type { ReactNode } from "react";

export type Tab = { readonly id: string; readonly label: string; readonly content: ReactNode };

/** Tabs with one panel each; arrow keys move between them. */
export function Tabs({
  label,
  tabs,
  initial,
}: {
  readonly label: string;
  readonly tabs: readonly Tab[];
  /** The tab that is open at first; default: the first one. */
  readonly initial?: string;
}) {
  const first = tabs.find(({ id }) => id === initial) ?? tabs[0];
  if (!first) return null;
  return (
    <Primitive.Root defaultValue={first.id}>
      <Primitive.List aria-label={label} className="thin-scroll flex gap-1 overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <Primitive.Trigger
            key={tab.id}
            value={tab.id}
            className="-mb-px h-9 shrink-0 whitespace-nowrap border-b-2 border-transparent px-2.5 text-sm font-medium text-muted hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {tab.label}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {tabs.map((tab) => (
        <Primitive.Content key={tab.id} value={tab.id} className="pt-3">
          {tab.content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
