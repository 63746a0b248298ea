import type { EnvironmentRow } from "@/app/_client/workload-wire";
import { StatusDot } from "@/app/_components/question/status-dot";
import type { ComboRow } from "@/app/_components/ui/combo-list";
import { environmentName } from "./environment-name";

/** Environments as rows of a list, under a heading for each project; first `typed`, a name in full that is not listed. */
export function environmentRows(
  environments: readonly EnvironmentRow[],
  typed: string | null,
  selected: string | null,
  onPick: (environment: string) => void,
): readonly ComboRow[] {
  const projects = Map.groupBy(environments, ({ name }) => environmentName(name)?.project ?? "");
  const unlisted = typed !== null && !environments.some(({ name }) => name === typed);
  return [
    ...(unlisted
      ? [
          {
            kind: "option" as const,
            key: typed,
            content: <span className="truncate">Use {typed}</span>,
            onPick: () => onPick(typed),
          },
        ]
      : []),
    ...[...projects].flatMap(([project, members]): readonly ComboRow[] => [
      { kind: "heading", key: project, content: project },
      ...members.map(
        (environment): ComboRow => ({
          kind: "option",
          key: environment.name,
          content: <EnvironmentLine environment={environment} />,
          selected: environment.name === selected,
          onPick: () => onPick(environment.name),
        }),
      ),
    ]),
  ];
}

/** Every word has to be somewhere in the name, the project, the region or the versions. */
export function filterEnvironments(environments: readonly EnvironmentRow[], query: string): readonly EnvironmentRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return environments.filter(({ name, imageVersion, generation }) => {
    const text = `${name} ${imageVersion} composer ${generation ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** `Composer 3 · Airflow 2.10.5 · europe-west1`. */
export function environmentWords({ name, generation, imageVersion }: EnvironmentRow): string {
  const airflow = /airflow-([0-9.]+)/.exec(imageVersion)?.[1];
  return [
    generation ? `Composer ${generation}` : imageVersion || "Composer, version not known",
    ...(airflow ? [`Airflow ${airflow}`] : []),
    environmentName(name)?.location ?? "",
  ].join(" · ");
}

function EnvironmentLine({ environment }: { readonly environment: EnvironmentRow }) {
  const { name, state } = environment;
  return (
    <>
      <StatusDot status={state} />
      <span className="flex min-w-0 flex-1 max-sm:flex-col max-sm:leading-4.5 sm:items-center sm:gap-2.5">
        <span className="truncate font-medium sm:flex-1">{environmentName(name)?.environment ?? name}</span>
        <span className="shrink-0 truncate text-sm text-muted max-sm:leading-4.5">
          <span className="sr-only">, </span>
          {environmentWords(environment)}
          <span className={state === "RUNNING" ? "sr-only" : "ml-2 text-warn"}> {state.toLowerCase()}</span>
        </span>
      </span>
    </>
  );
}
