import type { GrantAction, GrantTerms, Person, PolicyCluster, PolicyRequest, RunTerms, UpdateTerms } from "../words";

/** One line of the table: somebody wants something, on each of `sampleClusters`. */
export type Sample = {
  readonly who: string;
  readonly what: string;
  readonly on: (cluster: PolicyCluster) => PolicyRequest;
};

const somewhere = { project: "sample-project", location: "europe-west1", name: "sample" };

export const sampleClusters: readonly { readonly title: string; readonly cluster: PolicyCluster }[] = [
  { title: "a cluster", cluster: { ...somewhere, labels: {} } },
  { title: "env=prod", cluster: { ...somewhere, labels: { env: "prod" } } },
];

const person = (...groups: readonly string[]): Person => ({ id: "ann@example.com", name: "Ann", groups });
const everybody = { who: "everybody", principal: person() };
const approver = { who: "drawbridge-approvers", principal: person("drawbridge-approvers") };
const administrator = { who: "drawbridge-admins", principal: person("drawbridge-admins") };

const hour = 60;
const day = 24 * hour;
const plain: GrantTerms = {
  requesterId: "ann@example.com",
  cidr: "203.0.113.7/32",
  ownAddress: true,
  addressProven: true,
  durationMinutes: 4 * hour,
  approvals: [],
  reason: "sample",
  breakGlass: false,
};
const others = { requesterId: "bob@example.com" };

function sample(
  { who, principal }: { who: string; principal: Person },
  what: string,
  action: GrantAction,
  terms: Partial<GrantTerms> = {},
): Sample {
  return { who, what, on: (cluster) => ({ principal, cluster, action, context: { ...plain, ...terms } }) };
}

function update({ who, principal }: { who: string; principal: Person }, what: string, context: UpdateTerms): Sample {
  return { who, what, on: (cluster) => ({ principal, cluster, action: "update", context }) };
}

function run(
  { who, principal }: { who: string; principal: Person },
  what: string,
  terms: Partial<RunTerms> = {},
): Sample {
  const account = { namespace: "composer-user-workloads", serviceAccount: "default" };
  const context: RunTerms = { ...account, kind: "probe", image: "curlimages/curl", reason: "sample", ...terms };
  return { who, what, on: (cluster) => ({ principal, cluster, action: "run-pod", context }) };
}

export const samples: readonly Sample[] = [
  {
    who: everybody.who,
    what: "see the cluster and its grants",
    on: (cluster) => ({ principal: everybody.principal, cluster, action: "read" }),
  },
  sample(everybody, "own address, 4 hours", "grant"),
  sample(everybody, "own address, 12 hours", "grant", { durationMinutes: 12 * hour }),
  sample(everybody, "own address, 7 days", "grant", { durationMinutes: 7 * day }),
  sample(everybody, "own address, 8 days", "grant", { durationMinutes: 8 * day }),
  sample(everybody, "own network of 256 addresses, 4 hours", "grant", { cidr: "203.0.113.0/24" }),
  sample(everybody, "own network of 512 addresses, 4 hours", "grant", { cidr: "203.0.112.0/23" }),
  sample(everybody, "an address seen by nobody", "grant", { addressProven: false }),
  sample(everybody, "somebody else's address", "grant", { ownAddress: false }),
  sample(everybody, "access for somebody else", "grant", others),
  sample(everybody, "extend to 12 hours in all", "extend", { durationMinutes: 12 * hour }),
  sample(everybody, "emergency, 1 hour", "break-glass", { durationMinutes: hour }),
  sample(everybody, "emergency, 2 hours", "break-glass", { durationMinutes: 2 * hour }),
  sample(everybody, "emergency without a reason", "break-glass", { durationMinutes: hour, reason: "" }),
  sample(everybody, "extend an emergency to 4 hours in all", "extend", { breakGlass: true }),
  sample(everybody, "end own access", "revoke"),
  sample(everybody, "end somebody else's access", "revoke", others),
  sample(administrator, "end somebody else's access", "revoke", others),
  sample(everybody, "approve somebody else's request", "approve", others),
  sample(approver, "approve somebody else's request", "approve", others),
  sample(approver, "approve own request", "approve"),
  update(everybody, "open the DNS endpoint", { remedy: "open-dns-endpoint", risk: "safe" }),
  update(administrator, "open the DNS endpoint", { remedy: "open-dns-endpoint", risk: "safe" }),
  update(administrator, "enable the public endpoint", { remedy: "enable-public-endpoint", risk: "dangerous" }),
  run(everybody, "see a pod's identity by a probe pod"),
  run(administrator, "see a pod's identity by a probe pod"),
  run(administrator, "rehearse a task as a pod", { kind: "rehearsal", image: "dbt:1" }),
  run(administrator, "a probe pod in kube-system", { namespace: "kube-system" }),
];
