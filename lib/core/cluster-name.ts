/** A cluster's full resource name, `projects/P/locations/L/clusters/C`, taken apart. */
export type ClusterName = { readonly project: string; readonly location: string; readonly cluster: string };

const resourceName =
  /^projects\/([a-z][a-z0-9.:-]{4,62}[a-z0-9])\/locations\/([a-z0-9-]{1,40})\/clusters\/([a-z][a-z0-9-]{0,39})$/;

/** Reads `projects/P/locations/L/clusters/C`; undefined when the text has another form. */
export function parseClusterName(text: string): ClusterName | undefined {
  const [, project, location, cluster] = resourceName.exec(text) ?? [];
  return project && location && cluster ? { project, location, cluster } : undefined;
}

export function formatClusterName({ project, location, cluster }: ClusterName): string {
  return `projects/${project}/locations/${location}/clusters/${cluster}`;
}

/**
 * Reads the context name that `gcloud container clusters get-credentials` writes, `gke_P_L_C`.
 * Project ids, locations and cluster names contain no underscore, so the split is exact.
 */
export function parseContextName(context: string): ClusterName | undefined {
  const [prefix, project, location, cluster, ...rest] = context.split("_");
  return prefix === "gke" && project && location && cluster && rest.length === 0
    ? { project, location, cluster }
    : undefined;
}

export function formatContextName({ project, location, cluster }: ClusterName): string {
  return `gke_${project}_${location}_${cluster}`;
}

/** A zone is a region and one letter: `us-central1-a`. */
export function isZone(location: string): boolean {
  return /^[a-z]+-[a-z]+\d+-[a-z]$/.test(location);
}
