"use client";

import type { EnvironmentRow } from "@/app/_client/workload-wire";
import { SelectField, TextField } from "./fields";
import type { VersionsDraft } from "./versions-draft";

const images = [
  "composer-3-airflow-3.1.7-build.0",
  "composer-3-airflow-2.10.5-build.15",
  "composer-2.9.7-airflow-2.9.3",
  "composer-2.1.0-airflow-2.4.3",
];

/** Which environment it is for. Everything may stay empty. */
export function VersionsFields({
  versions,
  onVersions,
  airflowKnown,
  environments,
}: {
  readonly versions: VersionsDraft;
  readonly onVersions: (part: Partial<VersionsDraft>) => void;
  /** The image version says Airflow's already. */
  readonly airflowKnown: boolean;
  /** Those that Google listed. */
  readonly environments: readonly EnvironmentRow[];
}) {
  const { environment } = versions;
  const names = environments.map(({ name }) => name);
  const listed = environment === "" || names.includes(environment) ? names : [environment, ...names];
  return (
    <div className="space-y-4">
      {listed.length > 0 && (
        <SelectField
          path="versions.environment"
          label="Composer environment"
          value={environment}
          options={[
            { value: "", label: "Versions as typed here" },
            ...listed.map((name) => ({ value: name, label: shortName(name) })),
          ]}
          onChange={(chosen) => onVersions({ environment: chosen })}
        />
      )}
      {environment === "" && (
        <TextField
          path="versions.composer"
          label="Composer image version"
          placeholder="composer-3-airflow-2.10.5-build.15"
          examples={images}
          value={versions.composer}
          onChange={(composer) => onVersions({ composer })}
          hint="In the environment’s list in Google Cloud. Leave it empty where you do not know it, or where there is no Composer."
        />
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          path="versions.provider"
          label="Provider version"
          placeholder="10.8.0"
          value={versions.provider}
          onChange={(provider) => onVersions({ provider })}
          hint="cncf.kubernetes, in Airflow under Admin → Providers. It outranks what is known of the image."
        />
        {environment === "" && (!airflowKnown || versions.airflow !== "") && (
          <TextField
            path="versions.airflow"
            label="Airflow version"
            placeholder="2.10.5"
            value={versions.airflow}
            onChange={(airflow) => onVersions({ airflow })}
            hint="Where the image version does not say it."
          />
        )}
      </div>
    </div>
  );
}

/** `airflow-prod · europe-west1 · corp-data-prod`. */
function shortName(name: string): string {
  const [, project, , location, , id] = name.split("/");
  return [id, location, project].join(" · ");
}
