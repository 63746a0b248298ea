import { Check } from "lucide-react";
import type { ReactNode } from "react";

/** One of several things to choose, in a popover. */
export function Choice({
  name,
  checked,
  onChoose,
  title,
  note,
  disabled = false,
}: {
  /** The group's name. */
  readonly name: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
  readonly title: string;
  readonly note?: ReactNode;
  readonly disabled?: boolean;
}) {
  return (
    <label className="flex items-start gap-2.5 rounded-lg px-2.5 py-2 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-accent has-disabled:opacity-60">
      <input
        type="radio"
        name={name}
        checked={checked}
        disabled={disabled}
        onChange={onChoose}
        onClick={() => checked && onChoose()}
        className="sr-only"
      />
      <span className="flex size-5 shrink-0 items-center justify-center">
        {checked && <Check aria-hidden="true" className="size-4 text-accent" />}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{title}</span>
        {note && <span className="block text-sm wrap-anywhere text-muted">{note}</span>}
      </span>
    </label>
  );
}
