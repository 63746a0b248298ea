import { useId } from "react";

/** Chooses one of several contexts. */
export function ContextChooser({
  contexts,
  current,
  chosen,
  onChoose,
}: {
  readonly contexts: readonly string[];
  /** The file's `current-context`. */
  readonly current: string | null;
  readonly chosen: string | null;
  readonly onChoose: (context: string) => void;
}) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="text-sm font-medium">
        Context ({contexts.length} in this file)
      </label>
      <select
        id={id}
        value={chosen ?? ""}
        onChange={(event) => onChoose(event.target.value)}
        className="mt-1 block h-9 w-full rounded-lg border border-outline bg-surface px-2.5"
      >
        {(chosen === null || !contexts.includes(chosen)) && (
          <option value={chosen ?? ""} disabled>
            {chosen === null ? "No current context is set: choose one" : `${chosen} (not in the file)`}
          </option>
        )}
        {contexts.map((name) => (
          <option key={name} value={name}>
            {name === current ? `${name} (current)` : name}
          </option>
        ))}
      </select>
    </div>
  );
}
