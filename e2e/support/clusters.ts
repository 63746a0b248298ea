/** The full name of a world's cluster in the sandbox's usual project. */
export function clusterOf(world: string, location = "europe-west1"): string {
  return `projects/corp-data-prod/locations/${location}/clusters/${world}`;
}
