/** A link of the chain from a pod to its Google identity, in the order in which they are needed. */
export const links = [
  "environment",
  "workload-pool",
  "metadata-server",
  "namespace",
  "service-account",
  "annotation",
  "google-service-account",
  "binding",
  "roles",
  "token",
] as const;

export type Link = (typeof links)[number];

/** The link as people read it. */
export const linkTitles: Readonly<Record<Link, string>> = {
  environment: "Composer",
  "workload-pool": "Workload pool",
  "metadata-server": "Metadata server",
  namespace: "Namespace",
  "service-account": "Service account",
  annotation: "Annotation",
  "google-service-account": "Google account",
  binding: "Binding",
  roles: "Roles",
  token: "Token",
};

/** Negative when `left` comes before `right` on the chain. */
export function compareLinks(left: Link, right: Link): number {
  return links.indexOf(left) - links.indexOf(right);
}
