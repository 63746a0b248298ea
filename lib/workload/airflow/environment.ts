import { preinstalledProvider } from "./composer-images";
import { providersBeside } from "./minimum-airflow";
import { anyVersion, exactly, type VersionRange } from "./provider-range";
import { type ComposerGeneration, parseImageVersion, parseVersion, type Version } from "./versions";

/** The versions that decide which Python is right. Null or an open range where they are not known. */
export type EnvironmentVersions = {
  readonly composer: ComposerGeneration | null;
  readonly airflow: Version | null;
  /** apache-airflow-providers-cncf-kubernetes. */
  readonly provider: VersionRange;
};

export const unknownEnvironment: EnvironmentVersions = { composer: null, airflow: null, provider: anyVersion };

const providerPackage = "apache-airflow-providers-cncf-kubernetes";

/**
 * What Composer's API and a person say about an environment. `providerVersion` is what a person read in Airflow
 * (Admin → Providers) and outranks the rest; then a pinned entry of `pypiPackages` (`==10.1.0`); then the published list of the image; then what
 * can be installed beside that Airflow. A `pypiPackages` entry that is not pinned leaves the version open.
 */
export function environmentVersions(said: {
  readonly imageVersion?: string | undefined;
  /** Where the image's name does not say it, or there is no Composer. */
  readonly airflowVersion?: string | undefined;
  readonly pypiPackages?: Readonly<Record<string, string>> | undefined;
  readonly providerVersion?: string | undefined;
}): EnvironmentVersions {
  const image = said.imageVersion === undefined ? null : parseImageVersion(said.imageVersion);
  const airflow = image?.airflow ?? (said.airflowVersion === undefined ? null : parseVersion(said.airflowVersion));
  return { composer: image?.generation ?? null, airflow, provider: provider(said, airflow) };
}

function provider(said: Parameters<typeof environmentVersions>[0], airflow: Version | null): VersionRange {
  const typed = said.providerVersion === undefined ? null : parseVersion(said.providerVersion);
  if (typed !== null) return exactly(typed, "As given.");
  const beside = airflow === null ? anyVersion : providersBeside(airflow);
  const entry = Object.entries(said.pypiPackages ?? {}).find(([name]) => normalName(name) === providerPackage);
  if (entry !== undefined) {
    const pinned = parseVersion(entry[1].replace(/^\s*===?\s*/, ""));
    return pinned === null ? beside : exactly(pinned, `The environment's PyPI packages pin ${providerPackage}.`);
  }
  const listed = said.imageVersion === undefined ? null : preinstalledProvider(said.imageVersion);
  return listed === null ? beside : exactly(listed.provider, listed.source);
}

/** PyPI's own normal form (PEP 503): names that differ only in case, `-`, `_` and `.` are one package. */
function normalName(name: string): string {
  const extras = name.indexOf("[");
  return (extras < 0 ? name : name.slice(0, extras))
    .trim()
    .toLowerCase()
    .replaceAll(/[-_.]+/g, "-");
}
