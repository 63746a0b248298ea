import { ChevronDown } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";

/** One part of the question: what it is, what is chosen, and something small beside it. */
export function ToolbarField({
  label,
  value,
  note,
  lead,
  placeholder = false,
  className = "",
  ...props
}: ComponentProps<"button"> & {
  readonly label: string;
  readonly value: string;
  readonly note?: string | undefined;
  readonly lead?: ReactNode;
  /** Nothing is chosen yet: `value` says what to do. */
  readonly placeholder?: boolean;
}) {
  return (
    <button
      {...props}
      type="button"
      className={`flex h-11 min-w-0 items-center gap-2 bg-surface px-3.5 text-left hover:bg-hover focus-visible:-outline-offset-2 data-[state=open]:bg-hover ${className}`}
    >
      <span className="shrink-0 text-sm text-muted">{label}</span>
      {lead}
      <span className={`min-w-0 truncate ${placeholder ? "text-muted" : "font-semibold"}`}>{value}</span>
      {note && <span className="min-w-0 shrink-[999999] truncate text-sm text-muted">{note}</span>}
      <ChevronDown aria-hidden="true" className="ml-auto size-4 shrink-0 text-faint" />
    </button>
  );
}
