import type { Json, JsonObject } from "@/lib/simulator/world";
import { age } from "./age";
import { type KubeObject, objectIn, objectsIn, textIn, textsIn } from "./kube-object";
import { podColumns } from "./pod-columns";
import type { ResourceType } from "./resource-types";

/** One column that `kubectl get` prints; `wide` ones only with `-o wide`. */
export type Column = {
  readonly name: string;
  readonly wide?: true;
  readonly cell: (object: KubeObject, now: Date) => string;
};

const name: Column = { name: "Name", cell: ({ metadata }) => metadata.name };
const created: Column = { name: "Age", cell: ({ metadata }, now) => age(metadata.creationTimestamp, now) };
const column = (title: string, cell: Column["cell"]): Column => ({ name: title, cell });
const count =
  (...keys: readonly string[]) =>
  (object: KubeObject) =>
    String(Object.keys(objectIn(object, ...keys)).length);

const eventColumns: readonly Column[] = [
  column("Last Seen", (event, now) => age(lastSeen(event), now)),
  column("Type", (event) => textIn(event, "type") ?? ""),
  column("Reason", (event) => textIn(event, "reason") ?? ""),
  column("Object", (event) => {
    const { kind, name: object } = objectIn(event, "involvedObject");
    return `${String(kind).toLowerCase()}/${String(object)}`;
  }),
  column("Message", (event) => (textIn(event, "message") ?? "").trim()),
];

const nodeColumns: readonly Column[] = [
  name,
  column("Status", () => "Ready"),
  column("Roles", () => "<none>"),
  created,
  column("Version", (node) => textIn(node, "status", "nodeInfo", "kubeletVersion") ?? ""),
];

const roleRef = column("Role", (binding) => {
  const { kind, name: role } = objectIn(binding, "roleRef");
  return `${String(kind)}/${String(role)}`;
});

const columns: Readonly<Record<string, readonly Column[]>> = {
  configmaps: [name, column("Data", count("data")), created],
  events: eventColumns,
  namespaces: [name, column("Status", (namespace) => textIn(namespace, "status", "phase") ?? ""), created],
  networkpolicies: [name, column("Pod-Selector", (policy) => labels(objectIn(policy, "spec", "podSelector"))), created],
  nodes: nodeColumns,
  pods: podColumns,
  rolebindings: [name, roleRef, created],
  clusterrolebindings: [name, roleRef, created],
  secrets: [
    name,
    column("Type", (secret) => textIn(secret, "type") ?? "Opaque"),
    column("Data", count("data")),
    created,
  ],
  serviceaccounts: [name, column("Secrets", (account) => String(objectsIn(account, "secrets").length)), created],
};

/** What `Accept: …;as=Table` is answered with: the rows that `kubectl get` prints. */
export function tableOf(
  type: ResourceType,
  objects: readonly KubeObject[],
  now: Date,
  options: { readonly resourceVersion: string; readonly includeObject: string | null },
): JsonObject {
  const shown = columns[type.resource] ?? [name, column("Created At", ({ metadata }) => metadata.creationTimestamp)];
  return {
    kind: "Table",
    apiVersion: "meta.k8s.io/v1",
    metadata: { resourceVersion: options.resourceVersion },
    columnDefinitions: shown.map(({ name: title, wide }) => ({
      name: title,
      type: "string",
      format: title === "Name" ? "name" : "",
      description: "",
      priority: wide ? 1 : 0,
    })),
    rows: objects.map((object) => ({
      cells: shown.map(({ cell }) => cell(object, now)),
      ...rowObject(object, options.includeObject),
    })),
  };
}

function rowObject(object: KubeObject, include: string | null): { readonly object?: Json } {
  if (include === "None") return {};
  if (include === "Object") return { object };
  return { object: { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata: object.metadata } };
}

function lastSeen(event: KubeObject): string | undefined {
  const times = [
    textIn(event, "series", "lastObservedTime"),
    textIn(event, "lastTimestamp"),
    textIn(event, "eventTime"),
  ];
  return times.find((time) => time !== undefined);
}

function labels(selector: JsonObject): string {
  const pairs = Object.entries(objectIn(selector, "matchLabels")).map(([key, value]) => `${key}=${String(value)}`);
  const expressions = objectsIn(selector, "matchExpressions").map(
    (expression) =>
      `${textIn(expression, "key")} ${textIn(expression, "operator")} (${textsIn(expression, "values").join(",")})`,
  );
  return [...pairs, ...expressions].join(",") || "<none>";
}
