import { compareVersions, type Version } from "./versions";

/** Three answers, because "not known" is one of them. */
export type Answer = "yes" | "no" | "unknown";

/** What is known about a version: it is at least `from` and older than `below`; null where nothing is known. */
export type VersionRange = {
  readonly from: Version | null;
  readonly below: Version | null;
  /** Where the knowledge comes from, for people. */
  readonly source: string;
};

export const anyVersion: VersionRange = { from: null, below: null, source: "The provider's version is not known." };

/** The range that holds one version. */
export function exactly(version: Version, source: string): VersionRange {
  return { from: version, below: [version[0], version[1], version[2] + 1], source };
}

/** The one version that the range holds, or null when it holds more. */
export function onlyVersion(range: VersionRange): Version | null {
  if (range.from === null || range.below === null) return null;
  const next: Version = [range.from[0], range.from[1], range.from[2] + 1];
  return compareVersions(next, range.below) === 0 ? range.from : null;
}

/** No provider is older. */
const firstRelease: Version = [1, 0, 0];

/** Is every version of the range at least `version`? "no" when none is, "unknown" when only some are. */
export function reached(range: VersionRange, version: Version): Answer {
  if (compareVersions(range.from ?? firstRelease, version) >= 0) return "yes";
  if (range.below !== null && compareVersions(range.below, version) <= 0) return "no";
  return "unknown";
}
