import { anyVersion, type VersionRange } from "./provider-range";
import { compareVersions, type Version, versionText } from "./versions";

/**
 * From each of these provider versions on, the package requires at least this Airflow. Newest first.
 * Source: the notes of the provider's changelog (apache/airflow, providers/cncf/kubernetes/docs/changelog.rst).
 */
const minimumAirflow: readonly { readonly provider: Version; readonly airflow: Version }[] = [
  { provider: [10, 11, 0], airflow: [2, 11, 0] },
  { provider: [10, 5, 0], airflow: [2, 10, 0] },
  { provider: [10, 1, 0], airflow: [2, 9, 0] },
  { provider: [8, 4, 0], airflow: [2, 8, 0] },
  { provider: [8, 2, 0], airflow: [2, 7, 0] },
  { provider: [7, 11, 0], airflow: [2, 6, 0] },
  { provider: [7, 7, 0], airflow: [2, 5, 0] },
  { provider: [7, 0, 0], airflow: [2, 4, 0] },
  { provider: [4, 0, 0], airflow: [2, 3, 0] },
  { provider: [2, 0, 0], airflow: [2, 1, 0] },
];

/** The provider versions that can be installed beside this Airflow. There is an upper bound only: old providers install on newer Airflows. */
export function providersBeside(airflow: Version): VersionRange {
  const tooNew = minimumAirflow.filter((row) => compareVersions(row.airflow, airflow) > 0).at(-1);
  if (tooNew === undefined) return anyVersion;
  const source = `Airflow ${versionText(airflow)}: provider ${versionText(tooNew.provider)} and later need Airflow ${versionText(tooNew.airflow)}.`;
  return { from: null, below: tooNew.provider, source };
}
