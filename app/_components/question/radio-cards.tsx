import type { ReactNode } from "react";
import { classes } from "@/app/_client/classes";

export type RadioCard<Value extends string> = {
  readonly value: Value;
  readonly title: ReactNode;
  /** One sentence: what it means. */
  readonly note: ReactNode;
  readonly disabled?: boolean;
};

/** One of a few, each with what it means. */
export function RadioCards<Value extends string>({
  name,
  legend,
  hiddenLegend = false,
  cards,
  value,
  onChange,
}: {
  /** The group's name. */
  readonly name: string;
  readonly legend: string;
  readonly hiddenLegend?: boolean;
  readonly cards: readonly RadioCard<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}) {
  return (
    <fieldset className="min-w-0">
      <legend className={hiddenLegend ? "sr-only" : "mb-1 text-sm font-medium"}>{legend}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {cards.map((card) => (
          <label
            key={card.value}
            className={classes(
              "flex items-start gap-2.5 rounded-lg border border-edge px-3 py-2.5 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
              card.disabled ? "bg-sunken" : "hover:bg-hover",
            )}
          >
            <input
              type="radio"
              name={name}
              checked={card.value === value}
              disabled={card.disabled}
              onChange={() => onChange(card.value)}
              className="mt-1 size-3.5 shrink-0 accent-accent outline-none"
            />
            <span className="min-w-0 flex-1">
              <span className={`block font-medium ${card.disabled ? "text-muted" : ""}`}>{card.title}</span>
              <span className="block text-sm text-pretty wrap-anywhere text-muted">{card.note}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
