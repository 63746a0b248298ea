import { X } from "lucide-react";
import type { ReactNode } from "react";

/** Something attached to the question, which can be taken off again. */
export function Chip({
  icon,
  label,
  value,
  removeLabel,
  onRemove,
}: {
  readonly icon: ReactNode;
  readonly label: string;
  readonly value: string;
  readonly removeLabel: string;
  readonly onRemove: () => void;
}) {
  return (
    <span className="inline-flex h-7 max-w-full min-w-0 items-center gap-1.5 rounded-full border border-line bg-surface pr-0.5 pl-2.5 text-sm [&_svg]:size-3.5 [&_svg]:shrink-0">
      <span className="flex text-muted">{icon}</span>
      <span className="shrink-0 text-muted">{label}</span>
      <span className="min-w-0 truncate font-medium">{value}</span>
      <button
        type="button"
        aria-label={removeLabel}
        onClick={onRemove}
        className="flex size-6 shrink-0 items-center justify-center rounded-full text-muted hover:bg-hover hover:text-ink"
      >
        <X aria-hidden="true" />
      </button>
    </span>
  );
}
