"use client";

import { type ReactNode, useId } from "react";
import { classes } from "@/app/_client/classes";
import { useProblem } from "./problems";

export const inputLook =
  "h-9 w-full min-w-0 rounded-lg border border-outline bg-surface px-2.5 text-sm aria-invalid:border-fail max-sm:h-11";

type Common = {
  /** Where its problem is found. */
  readonly path: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly className?: string | undefined;
};

/** What is wrong with a field, under it; empty and without height otherwise. */
export function FieldProblem({ id, path }: { readonly id: string; readonly path: string }) {
  const problem = useProblem(path);
  return (
    <p id={id} className={problem ? "mt-1 text-sm text-pretty text-fail" : "hidden"}>
      {problem}
    </p>
  );
}

/** One line of text. */
export function TextField({
  path,
  label,
  hint,
  className,
  value,
  onChange,
  placeholder,
  examples,
  required = false,
  hiddenLabel = false,
}: Common & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  /** Offered while typing; anything else may be typed. */
  readonly examples?: readonly string[];
  readonly required?: boolean;
  /** The label is only read out: a heading over several rows says it. */
  readonly hiddenLabel?: boolean;
}) {
  const id = useId();
  const problem = useProblem(path);
  return (
    <div className={classes("min-w-0", className)}>
      <label htmlFor={id} className={hiddenLabel ? "sr-only" : "mb-1 block text-sm font-medium"}>
        {label}
      </label>
      <input
        id={id}
        data-path={path}
        type="text"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-required={required}
        aria-describedby={`${id}-problem${hint ? ` ${id}-hint` : ""}`}
        list={examples ? `${id}-examples` : undefined}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={`${inputLook} font-mono`}
      />
      {examples && (
        <datalist id={`${id}-examples`}>
          {examples.map((example) => (
            <option key={example} value={example} />
          ))}
        </datalist>
      )}
      <FieldProblem id={`${id}-problem`} path={path} />
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-pretty text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

/** Several lines of text. */
export function AreaField({
  path,
  label,
  hint,
  className,
  value,
  onChange,
  placeholder,
  rows = 4,
}: Common & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly rows?: number;
}) {
  const id = useId();
  const problem = useProblem(path);
  return (
    <div className={classes("min-w-0", className)}>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <textarea
        id={id}
        rows={rows}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-problem${hint ? ` ${id}-hint` : ""}`}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="thin-scroll block w-full resize-y rounded-lg border border-outline bg-surface p-2.5 font-mono text-sm aria-invalid:border-fail"
      />
      <FieldProblem id={`${id}-problem`} path={path} />
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-pretty text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

export type Option<Value extends string> = { readonly value: Value; readonly label: string };

/** One of a few. */
export function SelectField<Value extends string>({
  path,
  label,
  hint,
  className,
  value,
  options,
  onChange,
  hiddenLabel = false,
}: Common & {
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
  readonly hiddenLabel?: boolean;
}) {
  const id = useId();
  const problem = useProblem(path);
  return (
    <div className={classes("min-w-0", className)}>
      <label htmlFor={id} className={hiddenLabel ? "sr-only" : "mb-1 block text-sm font-medium"}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-problem${hint ? ` ${id}-hint` : ""}`}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
        className={inputLook}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <FieldProblem id={`${id}-problem`} path={path} />
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-pretty text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

/** Yes or no. A native checkbox: a form shows the hidden one of a scripted switch, whose inline style our policy refuses. */
export function SwitchField({
  label,
  hint,
  checked,
  onChange,
}: {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex min-h-9 items-center gap-3">
      <label htmlFor={id} className="min-w-0 flex-1 text-sm">
        <span className="block font-medium">{label}</span>
        {hint && <span className="block text-xs text-pretty text-muted">{hint}</span>}
      </label>
      <span className="relative flex h-6 w-10 shrink-0 items-center">
        <input
          id={id}
          type="checkbox"
          role="switch"
          checked={checked}
          aria-checked={checked}
          onChange={(event) => onChange(event.target.checked)}
          className="peer absolute inset-0 cursor-pointer appearance-none rounded-full border border-outline bg-sunken checked:border-accent checked:bg-accent"
        />
        <span className="pointer-events-none relative ml-0.5 size-4.5 rounded-full bg-outline transition-transform duration-100 peer-checked:translate-x-4 peer-checked:bg-on-accent" />
      </span>
    </div>
  );
}
