"use client";

import { useId } from "react";

/** Asks for the cluster's name, letter by letter: nobody types that by accident. */
export function ConfirmName({
  name,
  value,
  onChange,
}: {
  readonly name: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  const id = useId();
  return (
    <div className="basis-full">
      <label htmlFor={id} className="mb-1 block text-sm">
        To confirm, type the cluster’s name: <span className="value font-semibold">{name}</span>
      </label>
      <input
        id={id}
        type="text"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-9 w-full max-w-80 rounded-lg border border-outline bg-surface px-2.5 font-mono text-sm max-sm:h-11 max-sm:max-w-none"
      />
    </div>
  );
}
