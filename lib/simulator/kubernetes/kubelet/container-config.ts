import type { JsonObject } from "@/lib/simulator/world";
import { type KubeObject, namespaceOf, objectIn, objectsIn, textIn, textsIn, valueAt } from "../objects/kube-object";
import type { ObjectStore } from "../objects/object-store";
import { coreType } from "../objects/resource-types";

/** The reference of the image that the pod's container has. */
export function imageOf(pod: KubeObject): string {
  return textIn(objectsIn(pod, "spec", "containers")[0], "image") ?? "";
}

export function containerNameOf(pod: KubeObject): string {
  return textIn(objectsIn(pod, "spec", "containers")[0], "name") ?? "";
}

type Source = {
  readonly kind: "secret" | "configmap";
  readonly name: string;
  readonly key?: string;
  readonly optional: boolean;
};

/** Why the container's environment cannot be made, in the kubelet's words; undefined when it can. */
export function configError(store: ObjectStore, pod: KubeObject): string | undefined {
  const namespace = namespaceOf(pod) ?? "default";
  const [container = {}] = objectsIn(pod, "spec", "containers");
  const sources = [
    ...objectsIn(container, "env").flatMap(sourceOfVariable),
    ...objectsIn(container, "envFrom").flatMap(sourceOfAll),
  ];
  for (const { kind, name, key, optional } of sources) {
    if (optional) continue;
    const found = store.find(coreType(kind === "secret" ? "secrets" : "configmaps"), namespace, name);
    if (!found) return `${kind} "${name}" not found`;
    if (key !== undefined && valueAt(found, "data", key) === undefined) {
      return `couldn't find key ${key} in ${kind === "secret" ? "Secret" : "ConfigMap"} ${namespace}/${name}`;
    }
  }
  return undefined;
}

function sourceOfVariable(variable: JsonObject): readonly Source[] {
  return references(objectIn(variable, "valueFrom"), "secretKeyRef", "configMapKeyRef");
}

function sourceOfAll(source: JsonObject): readonly Source[] {
  return references(source, "secretRef", "configMapRef");
}

function references(holder: JsonObject, secret: string, configMap: string): readonly Source[] {
  return (
    [
      ["secret", secret],
      ["configmap", configMap],
    ] as const
  ).flatMap(([kind, field]) => {
    const reference = objectIn(holder, field);
    const name = textIn(reference, "name");
    const key = textIn(reference, "key");
    if (name === undefined) return [];
    return [{ kind, name, optional: reference.optional === true, ...(key === undefined ? {} : { key }) }];
  });
}

/** The container's command and arguments with `$(NAME)` filled from its plain variables. */
export function containerWords(pod: KubeObject, field: "command" | "args"): readonly string[] | undefined {
  const [container = {}] = objectsIn(pod, "spec", "containers");
  if (valueAt(container, field) === undefined) return undefined;
  const values = new Map(
    objectsIn(container, "env").map((variable) => [textIn(variable, "name"), textIn(variable, "value")]),
  );
  const fill = (word: string) =>
    word.replace(/\$\(([A-Za-z_][A-Za-z0-9_]*)\)/g, (whole, name: string) => values.get(name) ?? whole);
  const words = textsIn(container, field).map(fill);
  return words.length > 0 ? words : undefined;
}
