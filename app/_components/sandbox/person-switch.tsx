import type { SandboxPerson } from "@/app/_client/wire";

/** Who this browser is in the simulated world. */
export function PersonSwitch({
  people,
  person,
  onChoose,
}: {
  readonly people: readonly SandboxPerson[];
  readonly person: string;
  readonly onChoose: (person: string) => void;
}) {
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-semibold text-muted">Who you are</legend>
      <div className="grid grid-cols-1 gap-2 sm:grid-cols-3">
        {people.map(({ id, name, email, groups }) => (
          <label
            key={id}
            className="rounded-lg border border-edge px-3 py-2 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="person"
              checked={id === person}
              onChange={() => onChoose(id)}
              className="sr-only"
            />
            <span className="block font-medium">{name}</span>
            <span className="value block truncate text-xs text-muted">{email}</span>
            <span className="block text-xs text-muted">{roleOf(groups)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function roleOf(groups: readonly string[]): string {
  if (groups.includes("drawbridge-admins")) return "admin, may approve";
  return groups.includes("drawbridge-approvers") ? "may approve" : "asks for access";
}
