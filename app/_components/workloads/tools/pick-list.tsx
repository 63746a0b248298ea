import { Check } from "lucide-react";
import type { PickOption } from "./pick-options";

/** What a field can be filled in with, under it; a sentence where there is nothing. */
export function PickList({
  id,
  label,
  value,
  shown,
  more,
  active,
  empty,
  onActive,
  onPick,
}: {
  /** The field's: the list is `ID-list`, its options are `ID-0` and so on. */
  readonly id: string;
  readonly label: string;
  /** What stands in the field. */
  readonly value: string;
  readonly shown: readonly PickOption[];
  /** How many are not shown. */
  readonly more: number;
  /** The option that the keys stand on. */
  readonly active: number | null;
  readonly empty: string;
  readonly onActive: (index: number) => void;
  readonly onPick: (value: string) => void;
}) {
  if (shown.length === 0) {
    return (
      <p role="status" className="px-3.5 py-3 text-sm text-pretty wrap-anywhere text-muted">
        {empty}
      </p>
    );
  }
  return (
    <>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        className="thin-scroll max-h-[min(20rem,45vh)] overflow-y-auto p-1.5"
      >
        {shown.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field, which keeps the focus.
          // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the field.
          <div
            key={option.value}
            id={`${id}-${index}`}
            role="option"
            aria-selected={option.value === value}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(option.value)}
            onMouseMove={() => index !== active && onActive(index)}
            className={`flex min-h-9 cursor-pointer items-center gap-2 rounded-lg px-2 py-1.5 text-sm max-sm:min-h-11 ${index === active ? "bg-hover" : ""}`}
          >
            <span className="min-w-0 flex-1">
              <span className="block font-mono wrap-anywhere">{option.value}</span>
              {option.note && <span className="block text-xs wrap-anywhere text-muted">{option.note}</span>}
            </span>
            {option.value === value && <Check aria-hidden="true" className="size-4 shrink-0 text-accent" />}
          </div>
        ))}
      </div>
      {more > 0 && (
        <p className="border-t border-line px-3.5 py-2 text-xs text-muted">{more} more: type a part of the name.</p>
      )}
    </>
  );
}
