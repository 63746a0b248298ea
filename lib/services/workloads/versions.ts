import { refused } from "@/lib/core/problem";
import { type EnvironmentVersions, environmentVersions } from "@/lib/workload/airflow/environment";
import { compareVersions, parseVersion, versionText } from "@/lib/workload/airflow/versions";
import type { ReadVersions, WorkloadVersions } from "../schema/workload-tools";

/** @throws Problem 422 when the versions contradict each other */
export function environmentOf({ composer, airflow, provider }: WorkloadVersions): EnvironmentVersions {
  const ofImage = environmentVersions({ imageVersion: composer }).airflow;
  const typed = airflow === undefined ? null : parseVersion(airflow);
  if (ofImage !== null && typed !== null && compareVersions(ofImage, typed) !== 0) {
    throw refused(
      `${composer} comes with Airflow ${versionText(ofImage)}, not ${versionText(typed)}. Leave Airflow’s version out, or correct the image version.`,
    );
  }
  return environmentVersions({ imageVersion: composer, airflowVersion: airflow, providerVersion: provider });
}

export function sayVersions({ composer, airflow, provider }: EnvironmentVersions): ReadVersions {
  return {
    composer,
    airflow: airflow && versionText(airflow),
    provider: {
      from: provider.from && versionText(provider.from),
      below: provider.below && versionText(provider.below),
      source: provider.source,
    },
  };
}
