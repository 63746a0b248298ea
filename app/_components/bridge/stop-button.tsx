import { StateMark } from "@/app/_components/ui/state-mark";
import type { Stop } from "./stop";

/** One hop on the drawn bridge. Choosing it shows its findings alone; where there is no room, every second title is lower. */
export function StopButton({
  stop,
  selected,
  onSelect,
}: {
  readonly stop: Stop;
  readonly selected: boolean;
  readonly onSelect?: ((hop: string) => void) | undefined;
}) {
  const { hop, title, mark, note, detail } = stop;
  const quiet = mark === "not-reached" || mark === "not-applicable" || mark === "pending" || mark === "idle";
  const ink = mark === "broken" ? "text-fail" : quiet ? "text-muted" : "text-ink";
  return (
    <button
      type="button"
      title={detail || undefined}
      aria-pressed={selected}
      disabled={!onSelect || !hop}
      onClick={() => hop && onSelect?.(hop)}
      className="relative flex w-full flex-col items-center rounded-lg px-0.5 pb-1.5 text-center"
    >
      <span className="flex h-8 items-center">
        <StateMark mark={mark} />
      </span>
      <span
        className={`mt-1.5 text-xs font-semibold tracking-[-0.01em] @min-[64rem]:-mx-4 @min-[64rem]:whitespace-nowrap @max-[64rem]:group-even:mt-10 @max-[64rem]:-mx-6 ${ink}`}
      >
        <span className={selected ? "rounded-sm bg-accent-soft text-accent" : "group-hover:underline"}>{title}</span>
      </span>
      <span
        className={`hidden max-w-full truncate text-xs @min-[64rem]:block ${mark === "broken" ? "text-fail" : mark === "unknown" ? "text-warn" : "text-muted"}`}
      >
        {note}
      </span>
      <span className="sr-only">{detail && detail !== note ? `. ${detail}` : ""}</span>
    </button>
  );
}
