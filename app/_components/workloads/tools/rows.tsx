"use client";

import { Plus, X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { Button } from "@/app/_components/ui/button";
import { FieldProblem } from "./fields";

/**
 * A list that is filled in row by row. Enter in a row adds one after it; taking one away leaves the focus beside it.
 * `row` shows the fields of one.
 */
export function Rows<Row>({
  path,
  title,
  one,
  hint,
  rows,
  blank,
  most,
  addsOnEnter = true,
  onRows,
  row,
}: {
  readonly path: string;
  readonly title: string;
  /** What one row is: `argument`. */
  readonly one: string;
  readonly hint?: ReactNode;
  readonly rows: readonly Row[];
  readonly blank: Row;
  readonly most: number;
  /** False: Enter submits the form. */
  readonly addsOnEnter?: boolean;
  readonly onRows: (rows: readonly Row[]) => void;
  readonly row: (row: Row, set: (row: Row) => void, index: number) => ReactNode;
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const add = useRef<HTMLButtonElement>(null);

  const focusRow = (index: number) =>
    requestAnimationFrame(() => {
      const target = list.current?.children[index]?.querySelector<HTMLElement>("input, select, textarea");
      (target ?? add.current)?.focus();
    });
  const insert = (at: number) => {
    if (rows.length >= most) return;
    onRows(rows.toSpliced(at, 0, blank));
    focusRow(at);
  };
  const press = (event: KeyboardEvent, index: number) => {
    if (
      !addsOnEnter ||
      event.key !== "Enter" ||
      !(event.target instanceof HTMLInputElement) ||
      event.nativeEvent.isComposing
    )
      return;
    event.preventDefault();
    insert(index + 1);
  };

  return (
    <fieldset className="min-w-0" aria-describedby={`${id}-problem${hint ? ` ${id}-hint` : ""}`}>
      <legend className="mb-1 text-sm font-medium">{title}</legend>
      <div ref={list} className={rows.length > 0 ? "mb-2 space-y-2" : "hidden"}>
        {rows.map((each, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place, and their fields are controlled.
          // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the fields inside.
          <div key={index} className="flex items-start gap-1.5" onKeyDown={(event) => press(event, index)}>
            <div className="min-w-0 flex-1">{row(each, (next) => onRows(rows.with(index, next)), index)}</div>
            <Button
              variant="ghost"
              size="icon"
              aria-label={`Remove ${one} ${index + 1}`}
              className="mt-0.5 max-sm:mt-0 max-sm:size-11"
              onClick={() => {
                onRows(rows.toSpliced(index, 1));
                focusRow(Math.min(index, rows.length - 2));
              }}
            >
              <X aria-hidden="true" />
            </Button>
          </div>
        ))}
      </div>
      <Button
        ref={add}
        size="small"
        className="max-sm:h-11"
        disabled={rows.length >= most}
        onClick={() => insert(rows.length)}
      >
        <Plus aria-hidden="true" />
        Add {article(one)} {one}
      </Button>
      <FieldProblem id={`${id}-problem`} path={path} />
      {hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-xs text-pretty text-muted">
          {hint}
        </p>
      )}
    </fieldset>
  );
}

function article(word: string): string {
  return /^[aeiou]/i.test(word) ? "an" : "a";
}
