import { uuidOf } from "@/lib/simulator/cluster/build-cluster";
import { without } from "@/lib/simulator/json/merge-patch";
import type { JsonObject } from "@/lib/simulator/world";
import { type KubeObject, namespaceOf, timestamp } from "./kube-object";
import { apiVersionOf, type ResourceType } from "./resource-types";

/** One change of the store, with the resource version that it made. */
export type StoreChange = {
  readonly kind: "ADDED" | "MODIFIED" | "DELETED";
  readonly type: ResourceType;
  /** A deleted object carries the version of its deletion. */
  readonly object: KubeObject;
  readonly previous: KubeObject | undefined;
  readonly version: number;
};

/* Enough for every watch of a sandbox; older versions are 410 Expired, as they are after etcd's compaction. */
const keptChanges = 2_000;
const firstVersion = 482_113;

/** The objects of one cluster, and what happened to them. It knows no rules: those are the API server's. */
export class ObjectStore {
  private readonly objects = new Map<string, { readonly type: ResourceType; readonly object: KubeObject }>();
  private readonly listeners = new Set<(change: StoreChange) => void>();
  private changes: readonly StoreChange[] = [];
  private version = firstVersion;

  /** `seed` makes the uids of this store's objects differ from others'. */
  constructor(private readonly seed: string) {}

  get resourceVersion(): string {
    return String(this.version);
  }

  find(type: ResourceType, namespace: string | undefined, name: string): KubeObject | undefined {
    return this.objects.get(keyOf(type, namespace, name))?.object;
  }

  /** The objects of a type by namespace and name; of every namespace when none is named. */
  list(type: ResourceType, namespace?: string): readonly KubeObject[] {
    return [...this.objects.entries()]
      .filter(([, kept]) => kept.type === type && (namespace === undefined || namespaceOf(kept.object) === namespace))
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([, { object }]) => object);
  }

  /** Everything in a namespace. */
  inNamespace(namespace: string): readonly { readonly type: ResourceType; readonly object: KubeObject }[] {
    return [...this.objects.values()].filter(({ object }) => namespaceOf(object) === namespace);
  }

  /** What `add` would keep, without keeping it. The draft's metadata has a name. */
  draft(type: ResourceType, draft: JsonObject, metadata: JsonObject & { readonly name: string }, at: Date): KubeObject {
    const namespace = type.namespaced ? { namespace: metadata.namespace ?? "default" } : {};
    const uid = uuidOf(`${this.seed} ${type.resource} ${JSON.stringify(namespace)} ${metadata.name} ${this.version}`);
    const own = { uid, creationTimestamp: timestamp(at), resourceVersion: this.resourceVersion };
    return {
      ...draft,
      apiVersion: apiVersionOf(type),
      kind: type.kind,
      metadata: { ...without(metadata, "namespace"), name: metadata.name, ...namespace, ...own },
    };
  }

  add(type: ResourceType, draft: JsonObject, metadata: JsonObject & { readonly name: string }, at: Date): KubeObject {
    return this.keep("ADDED", type, this.draft(type, draft, metadata, at), undefined);
  }

  /** Keeps a changed object; one that did not change keeps its version, and nobody hears of it. */
  replace(type: ResourceType, object: KubeObject): KubeObject {
    const previous = this.objects.get(keyOf(type, namespaceOf(object), object.metadata.name))?.object;
    if (
      previous &&
      JSON.stringify(withVersion(object, previous.metadata.resourceVersion)) === JSON.stringify(previous)
    ) {
      return previous;
    }
    return this.keep("MODIFIED", type, object, previous);
  }

  remove(type: ResourceType, object: KubeObject): void {
    const key = keyOf(type, namespaceOf(object), object.metadata.name);
    if (this.objects.has(key)) this.keep("DELETED", type, object, object);
  }

  /** The changes after a version; undefined when they are forgotten. */
  changesAfter(version: number): readonly StoreChange[] | undefined {
    const oldest = this.changes[0]?.version;
    if (this.changes.length === keptChanges && oldest !== undefined && version < oldest - 1) return undefined;
    return this.changes.filter((change) => change.version > version);
  }

  /** Tells every further change, at once; the returned function ends it. A listener changes nothing in the store itself. */
  subscribe(listener: (change: StoreChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private keep(
    kind: StoreChange["kind"],
    type: ResourceType,
    draft: KubeObject,
    previous: KubeObject | undefined,
  ): KubeObject {
    this.version += 1;
    const object = withVersion(draft, this.resourceVersion);
    const key = keyOf(type, namespaceOf(object), object.metadata.name);
    if (kind === "DELETED") this.objects.delete(key);
    else this.objects.set(key, { type, object });
    const change: StoreChange = { kind, type, object, previous, version: this.version };
    this.changes = [...this.changes.slice(1 - keptChanges), change];
    for (const listener of [...this.listeners]) listener(change);
    return object;
  }
}

function keyOf({ group, resource }: ResourceType, namespace: string | undefined, name: string): string {
  return `${group}/${resource}/${namespace ?? ""}/${name}`;
}

function withVersion(object: KubeObject, resourceVersion: string): KubeObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion } };
}
