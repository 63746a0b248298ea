import { namespaceOf, textIn } from "../objects/kube-object";
import { conditionHolds } from "./condition";
import { type PodPlace, podIdentity, principalsOf } from "./pod-identity";

/* Roles with bigquery.jobs.create. */
const jobRoles = [
  "roles/bigquery.jobUser",
  "roles/bigquery.user",
  "roles/bigquery.admin",
  "roles/editor",
  "roles/owner",
];

/**
 * Whether the pod's identity may start BigQuery jobs in the cluster's project. Where the project's policy says nothing of
 * BigQuery at all, everybody may (the simulator's own rule: such a project is not about BigQuery).
 */
export function mayUseBigQuery(place: PodPlace): boolean {
  const { cluster, pod, iam, now } = place;
  const bindings = iam.effectiveProjectPolicy(cluster.name.project, now);
  if (!bindings.some(({ role }) => role.startsWith("roles/bigquery."))) return true;
  const identity = podIdentity(place);
  const members =
    identity.kind === "pool"
      ? principalsOf(cluster, identity.email, namespaceOf(pod), textIn(pod, "spec", "serviceAccountName"))
      : [`serviceAccount:${identity.email}`];
  return bindings.some(
    ({ role, members: granted, condition }) =>
      jobRoles.includes(role) && granted.some((member) => members.includes(member)) && conditionHolds(condition, now),
  );
}
