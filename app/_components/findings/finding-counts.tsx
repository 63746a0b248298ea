import type { FindingGroups } from "./sort-findings";

/** How many findings there are of each kind, in a line. */
export function FindingCounts({ groups }: { readonly groups: FindingGroups }) {
  const { failed, advice, unknown, symptoms, passed } = groups;
  const parts = [
    { text: `${failed.length} failed`, ink: "text-fail", shown: failed.length > 0 },
    { text: `${unknown.length} unknown`, ink: "text-warn", shown: unknown.length > 0 },
    { text: symptoms.length === 1 ? "1 symptom" : `${symptoms.length} symptoms`, ink: "", shown: symptoms.length > 0 },
    { text: `${advice.length} advice`, ink: "", shown: advice.length > 0 },
    { text: `${passed.length} passed`, ink: "text-ok", shown: passed.length > 0 },
  ].filter(({ shown }) => shown);
  return (
    <p className="ml-auto flex flex-wrap gap-x-3 text-sm text-muted tabular-nums">
      {parts.map(({ text, ink }) => (
        <span key={text} className={ink}>
          {text}
        </span>
      ))}
    </p>
  );
}
