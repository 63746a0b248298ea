import { badRequest, refused } from "@/lib/core/problem";
import { type EnvironmentVersions, environmentVersions } from "@/lib/workload/airflow/environment";
import { compareVersions, parseVersion, versionText } from "@/lib/workload/airflow/versions";
import { parseEnvironmentName } from "@/lib/workload/facts/environment-name";
import type { ServiceContext } from "../context";
import type { ReadVersions, WorkloadVersions } from "../schema/workload-tools";

/** What it takes to know an environment's versions. */
export type VersionsContext = Pick<ServiceContext, "environments" | "projects">;

/** @throws Problem 400, 404 or 503 of the environment, 422 when the versions contradict each other */
export async function environmentOf(
  context: VersionsContext,
  versions: WorkloadVersions,
): Promise<EnvironmentVersions> {
  const { airflow, provider } = versions;
  const { imageVersion, pypiPackages } = await imageOf(context, versions);
  const ofImage = environmentVersions({ imageVersion }).airflow;
  const typed = airflow === undefined ? null : parseVersion(airflow);
  if (ofImage !== null && typed !== null && compareVersions(ofImage, typed) !== 0) {
    throw refused(
      `${imageVersion} comes with Airflow ${versionText(ofImage)}, not ${versionText(typed)}. Leave Airflow’s version out, or correct the image version.`,
    );
  }
  return environmentVersions({ imageVersion, pypiPackages, airflowVersion: airflow, providerVersion: provider });
}

async function imageOf({ environments, projects }: VersionsContext, { environment, composer }: WorkloadVersions) {
  if (environment === undefined) return { imageVersion: composer, pypiPackages: undefined };
  if (composer !== undefined) throw badRequest("versions: give the environment or its image version, not both.");
  const name = parseEnvironmentName(environment);
  if (name === undefined || !projects.includes(name.project)) {
    throw badRequest(`versions.environment must be in one of the configured projects: ${projects.join(", ")}.`);
  }
  return environments.read(name);
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
