import type { Version } from "./versions";

type PreinstalledProvider = { readonly image: string; readonly provider: Version; readonly source: string };

const changelog = "Cloud Composer, “Preinstalled packages changelog”";

/**
 * The cncf.kubernetes provider that an image comes with, only where a published list names it. Everything else is
 * unknown: neighbouring images may differ.
 */
const preinstalledProviders: readonly PreinstalledProvider[] = [
  {
    image: "composer-1.17.0-preview.8-airflow-2.1.1",
    provider: [2, 0, 0],
    source: "A published `pip list` of that image (gist qi-qi/7f66edb5)",
  },
  {
    image: "composer-2.0.2-airflow-2.1.4",
    provider: [3, 0, 0],
    source: "Cloud Composer, “Cloud Composer version list”, as copied in gist fpopic/049d989b",
  },
  { image: "composer-3-airflow-2.10.5-build.10", provider: [10, 5, 0], source: `${changelog}, 23 July 2025` },
  { image: "composer-3-airflow-2.10.5-build.15", provider: [10, 8, 0], source: `${changelog}, 30 September 2025` },
  { image: "composer-3-airflow-3.1.0-build.2", provider: [10, 8, 2], source: `${changelog}, 17 November 2025` },
  { image: "composer-3-airflow-3.1.7-build.0", provider: [10, 11, 1], source: `${changelog}, 3 March 2026` },
];

/** The preinstalled provider of exactly this image, or null when no list that we have names it. */
export function preinstalledProvider(image: string): PreinstalledProvider | null {
  return preinstalledProviders.find((row) => row.image === image.trim()) ?? null;
}
