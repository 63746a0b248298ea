import type { SandboxPlace } from "@/app/_client/wire";

/** Where this browser is in the simulated world. */
export function PlaceSwitch({
  places,
  place,
  onMove,
}: {
  readonly places: readonly SandboxPlace[];
  readonly place: string;
  readonly onMove: (place: string) => void;
}) {
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-semibold text-muted">Where this browser is</legend>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-3">
        {places.map(({ id, title, publicAddress }) => (
          <label
            key={id}
            className="rounded-lg border border-edge px-3 py-2 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input type="radio" name="place" checked={id === place} onChange={() => onMove(id)} className="sr-only" />
            <span className="block font-medium">{title}</span>
            <span className="value block text-xs text-muted">{publicAddress}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
