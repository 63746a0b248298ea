"use client";

import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type Ref, useId, useState } from "react";
import { useWindow } from "./use-window";

export type ComboOption = {
  readonly kind: "option";
  readonly key: string;
  readonly content: ReactNode;
  readonly selected?: boolean;
  readonly onPick: () => void;
};
export type ComboHeading = { readonly kind: "heading"; readonly key: string; readonly content: ReactNode };
export type ComboRow = ComboOption | ComboHeading;

const rowHeight = 44;

/**
 * A search box over a list of options, worked with the keyboard from the box (ARIA combobox). Only the rows in sight are
 * in the document, so that thousands are as quick as ten. Filtering is the caller's.
 */
export function ComboList({
  label,
  placeholder,
  query,
  onQuery,
  rows,
  empty,
  inputRef,
  footer,
}: {
  readonly label: string;
  readonly placeholder: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly rows: readonly ComboRow[];
  readonly empty: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly footer?: ReactNode;
}) {
  const id = useId();
  const [chosen, setChosen] = useState(0);
  const options = rows.flatMap((row, index) => (row.kind === "option" ? [{ ...row, index }] : []));
  const position = Math.min(chosen, options.length - 1);
  const active = options[position];
  const { scroller, from, to, reveal } = useWindow(rows.length, rowHeight);

  const move = (next: number) => {
    const target = Math.max(0, Math.min(next, options.length - 1));
    const row = options[target];
    setChosen(target);
    if (row) reveal(target === 0 ? 0 : row.index);
  };
  const press = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: position + 1,
      ArrowUp: position - 1,
      PageDown: position + 8,
      PageUp: position - 8,
    };
    const next = moves[event.key];
    if (next !== undefined) move(next);
    else if (event.key === "Enter") active?.onPick();
    else return;
    event.preventDefault();
  };

  return (
    <div className="flex min-h-0 flex-col">
      <div className="flex items-center gap-2.5 border-b border-line px-3.5">
        <Search aria-hidden="true" className="size-4 shrink-0 text-muted" />
        <input
          ref={inputRef}
          // biome-ignore lint/a11y/noAutofocus: the box is the only thing in a panel that was just opened to search.
          autoFocus
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls={options.length > 0 ? `${id}-list` : undefined}
          aria-activedescendant={active ? `${id}-${active.index}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={query}
          onChange={(event) => {
            onQuery(event.target.value);
            move(0);
          }}
          onKeyDown={press}
          className="h-11 min-w-0 flex-1 bg-transparent outline-none"
        />
      </div>
      {options.length === 0 ? (
        <div className="px-4 py-6 text-center text-muted">{empty}</div>
      ) : (
        <div
          ref={scroller}
          id={`${id}-list`}
          role="listbox"
          aria-label={label}
          className="thin-scroll max-h-[min(24rem,55vh)] overflow-y-auto p-1.5"
        >
          <div role="presentation" className="relative" style={{ height: rows.length * rowHeight }}>
            {rows.slice(from, to).map((row, offset) => {
              const index = from + offset;
              const place = { top: index * rowHeight, height: rowHeight };
              return row.kind === "heading" ? (
                <div
                  key={row.key}
                  role="presentation"
                  style={place}
                  className="absolute inset-x-0 flex items-end truncate px-2.5 pb-1.5 text-xs font-medium text-muted"
                >
                  {row.content}
                </div>
              ) : (
                // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the box, which keeps the focus.
                // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the box.
                <div
                  key={row.key}
                  id={`${id}-${index}`}
                  role="option"
                  aria-selected={row.selected ?? false}
                  aria-setsize={options.length}
                  aria-posinset={options.findIndex((option) => option.index === index) + 1}
                  style={place}
                  onClick={row.onPick}
                  onMouseMove={() => setChosen(options.findIndex((option) => option.index === index))}
                  className={`absolute inset-x-0 flex cursor-pointer items-center gap-2.5 rounded-lg px-2.5 ${index === active?.index ? "bg-hover" : ""}`}
                >
                  {row.content}
                </div>
              );
            })}
          </div>
        </div>
      )}
      {footer && <div className="border-t border-line px-3.5 py-2 text-xs text-muted">{footer}</div>}
    </div>
  );
}
