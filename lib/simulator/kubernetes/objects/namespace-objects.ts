import type { ObjectStore } from "./object-store";
import { coreType } from "./resource-types";

/** What the controllers put into every namespace as long as it is there: a service account, and the cluster's CA. */
export function addNamespaceObjects(store: ObjectStore, namespace: string, at: Date): void {
  const accounts = coreType("serviceaccounts");
  if (!store.find(accounts, namespace, "default")) store.add(accounts, {}, { name: "default", namespace }, at);
  const maps = coreType("configmaps");
  const name = "kube-root-ca.crt";
  if (!store.find(maps, namespace, name)) {
    store.add(maps, { data: { "ca.crt": "The CA is in the kubeconfig." } }, { name, namespace }, at);
  }
}
