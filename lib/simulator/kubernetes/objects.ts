const namespaceNames = ["airflow", "default", "gmp-system", "kube-node-lease", "kube-public", "kube-system"];
const created = "2026-02-11T09:31:02Z";

type Listed = { readonly kind: string; readonly names: readonly string[] };

/** The objects of the simulated clusters: namespaces, and no pods or nodes. */
const listedResources: Readonly<Record<string, Listed>> = {
  namespaces: { kind: "Namespace", names: namespaceNames },
  nodes: { kind: "Node", names: [] },
  pods: { kind: "Pod", names: [] },
};

/** A collection as a plain list or, for `Accept: …as=Table`, as the table that `kubectl get` prints; undefined when unknown. */
export function listDocument(resource: string, asTable: boolean): object | undefined {
  const listed = listedResources[resource];
  if (!listed) return undefined;
  const items = listed.names.map((name) => objectDocument(listed.kind, name));
  if (!asTable) return { kind: `${listed.kind}List`, apiVersion: "v1", metadata: { resourceVersion: "482113" }, items };
  return {
    kind: "Table",
    apiVersion: "meta.k8s.io/v1",
    metadata: { resourceVersion: "482113" },
    columnDefinitions: [
      { name: "Name", type: "string", format: "name", description: "", priority: 0 },
      { name: "Status", type: "string", format: "", description: "", priority: 0 },
      { name: "Age", type: "string", format: "", description: "", priority: 0 },
    ],
    rows: items.map((object) => ({ cells: [object.metadata.name, "Active", "284d"], object: tableObject(object) })),
  };
}

/** One namespace; undefined when it does not exist. */
export function namespaceDocument(name: string): object | undefined {
  return namespaceNames.includes(name) ? objectDocument("Namespace", name) : undefined;
}

function objectDocument(kind: string, name: string) {
  return {
    kind,
    apiVersion: "v1",
    metadata: {
      name,
      uid: `5f0c0c1e-0000-4000-8000-${Buffer.from(name).toString("hex").padEnd(12, "0").slice(0, 12)}`,
      resourceVersion: "1",
      creationTimestamp: created,
      labels: { "kubernetes.io/metadata.name": name },
    },
    spec: { finalizers: ["kubernetes"] },
    status: { phase: "Active" },
  };
}

function tableObject({ metadata }: ReturnType<typeof objectDocument>): object {
  return { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata };
}
