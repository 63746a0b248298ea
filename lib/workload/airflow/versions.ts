/** Major, minor, patch. */
export type Version = readonly [number, number, number];

/** Which Cloud Composer an image belongs to; the branding "Gen 2" and "Gen 3" means the same numbers. */
export type ComposerGeneration = 1 | 2 | 3;

/** What the name of a Composer image says. A part that the name leaves open (an alias such as `composer-2-airflow-2`) is null. */
export type ImageVersion = {
  readonly generation: ComposerGeneration | null;
  /** Composer's own version; null for Composer 3, which has none, and for aliases. */
  readonly composer: Version | null;
  readonly preview: boolean;
  readonly airflow: Version | null;
  /** Composer 3 only: `-build.14`. */
  readonly build: number | null;
};

const threeNumbers = /^(\d{1,5})\.(\d{1,5})\.(\d{1,5})(?:\+[A-Za-z0-9.]+)?$/;
const image =
  /^composer-(?:latest|(\d{1,3})(?:\.(\d{1,5}\.\d{1,5})(-preview\.\d{1,5})?)?)-airflow-(\d{1,5}(?:\.\d{1,5}){0,2})(?:-build\.(\d{1,6}))?$/;

/** `10.5.0`, also with a local part (`2.9.3+composer`). Null for anything else, release candidates included. */
export function parseVersion(text: string): Version | null {
  const match = threeNumbers.exec(text.trim());
  return match === null ? null : [Number(match[1]), Number(match[2]), Number(match[3])];
}

/** Negative when `left` is older. */
export function compareVersions(left: Version, right: Version): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

export function versionText(version: Version): string {
  return version.join(".");
}

/**
 * Reads `config.softwareConfig.imageVersion`, for example `composer-2.9.7-airflow-2.9.3` or
 * `composer-3-airflow-2.10.5-build.15`. Null when the text is no image name of Composer 1, 2 or 3.
 * The form is the one that Composer's API documents, plus Composer 3's build.
 */
export function parseImageVersion(text: string): ImageVersion | null {
  const match = image.exec(text.trim());
  if (match === null) return null;
  const [, major, rest, preview, airflow = "", build] = match;
  const generation = major === undefined ? null : readGeneration(major);
  if (major !== undefined && generation === null) return null;
  return {
    generation,
    composer: major === undefined || rest === undefined ? null : parseVersion(`${major}.${rest}`),
    preview: preview !== undefined,
    airflow: parseVersion(airflow),
    build: build === undefined ? null : Number(build),
  };
}

function readGeneration(major: string): ComposerGeneration | null {
  if (major === "1") return 1;
  if (major === "2") return 2;
  return major === "3" ? 3 : null;
}
