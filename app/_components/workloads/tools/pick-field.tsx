"use client";

import { ChevronDown } from "lucide-react";
import { Popover } from "radix-ui";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { classes } from "@/app/_client/classes";
import { FieldProblem, inputLook } from "./fields";
import { PickList } from "./pick-list";
import { matching, mostShown, type PickOption } from "./pick-options";
import { useProblem } from "./problems";

/**
 * One line of text that can be typed freely or picked from a list (ARIA combobox). The focus stays in the box: arrow keys
 * go through the list, Enter picks what they stand on, Escape puts the list away.
 */
export function PickField({
  path,
  label,
  value,
  onChange,
  options,
  empty,
  placeholder,
  required = false,
}: {
  /** Where its problem is found. */
  readonly path: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly PickOption[];
  /** What the list says while there is nothing to pick at all: that it is read, that it could not be, that there is none. */
  readonly empty: string;
  readonly placeholder?: string;
  readonly required?: boolean;
}) {
  const id = useId();
  const problem = useProblem(path);
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  /* Opened without typing, the list shows everything: what stands in the box is no search. */
  const [searching, setSearching] = useState(false);
  const [active, setActive] = useState<number | null>(null);
  const found = searching ? matching(options, value) : options;
  const shown = found.slice(0, mostShown);

  const show = () => {
    setSearching(false);
    setActive(null);
    setOpen(true);
  };
  const hide = () => {
    setOpen(false);
    setActive(null);
  };
  const move = (next: number) => {
    const target = (next + shown.length) % shown.length;
    setActive(target);
    document.getElementById(`${id}-${target}`)?.scrollIntoView({ block: "nearest" });
  };
  const pick = (picked: string) => {
    onChange(picked);
    hide();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const chosen = active === null ? undefined : shown[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const down = event.key === "ArrowDown";
      if (!open) show();
      else if (shown.length > 0) move(active === null ? (down ? 0 : -1) : active + (down ? 1 : -1));
    } else if (event.key === "Enter") {
      if (open && chosen) event.preventDefault();
      if (open && chosen) pick(chosen.value);
      else hide();
    }
  };

  const lists = open && shown.length > 0;
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <Popover.Root open={open} onOpenChange={(next) => (next ? show() : hide())}>
        <Popover.Anchor asChild>
          <div ref={box} className="relative">
            <input
              ref={input}
              id={id}
              type="text"
              role="combobox"
              aria-expanded={lists}
              aria-autocomplete="list"
              aria-controls={lists ? `${id}-list` : undefined}
              aria-activedescendant={lists && active !== null ? `${id}-${active}` : undefined}
              aria-invalid={problem !== undefined}
              aria-required={required}
              aria-describedby={`${id}-problem`}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              placeholder={placeholder}
              value={value}
              onChange={(event) => {
                onChange(event.target.value);
                setSearching(true);
                setActive(null);
                setOpen(true);
              }}
              onClick={() => !open && show()}
              onKeyDown={press}
              onBlur={hide}
              className={classes(inputLook, "pr-9 font-mono")}
            />
            {/* For pointers: who types opens the list with an arrow key. */}
            <button
              type="button"
              tabIndex={-1}
              aria-hidden="true"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                input.current?.focus();
                if (open) hide();
                else show();
              }}
              className="absolute inset-y-0 right-0 flex w-9 items-center justify-center text-faint hover:text-ink"
            >
              <ChevronDown className="size-4" />
            </button>
          </div>
        </Popover.Anchor>
        <Popover.Content
          role="presentation"
          align="start"
          sideOffset={4}
          collisionPadding={12}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onInteractOutside={(event) => {
            if (event.target instanceof Node && box.current?.contains(event.target)) event.preventDefault();
          }}
          className="z-30 w-(--radix-popover-trigger-width) min-w-[min(22rem,calc(100vw-1.5rem))] animate-pop overflow-hidden rounded-xl bg-raised shadow-pop outline-none"
        >
          <PickList
            id={id}
            label={label}
            value={value}
            shown={shown}
            more={found.length - shown.length}
            active={active}
            empty={options.length === 0 ? empty : "None of those that were found. It is taken as you type it."}
            onActive={setActive}
            onPick={pick}
          />
        </Popover.Content>
      </Popover.Root>
      <FieldProblem id={`${id}-problem`} path={path} />
    </div>
  );
}
