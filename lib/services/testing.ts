import type { Policy } from "@/lib/access/policy";
import { defaultText, policyOf } from "@/lib/access/testing";
import type { Principal } from "@/lib/auth/authorise";
import type { ApplierContext } from "@/lib/changes/applier-context";
import { reconcile } from "@/lib/changes/reconcile";
import { type FakeOptions, fakeGoogle, virtualTime } from "@/lib/changes/testing";
import { formatClusterName } from "@/lib/core/cluster-name";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import type { Surroundings } from "@/lib/diagnosis/gatherers/surroundings";
import { GoogleError } from "@/lib/google/google-error";
import type { Store } from "@/lib/store/store";
import type { WorkloadSurroundings } from "@/lib/workload/gatherers/surroundings";
import type { ServiceContext } from "./context";
import type { Asker } from "./grants/asker";

export function person(name: string, ...groups: readonly string[]): Principal {
  return { kind: "iap", id: `${name}@corp.example`, name, groups };
}

export const ana = person("ana");
export const bora = person("bora", "drawbridge-approvers");
export const chris = person("chris", "drawbridge-admins", "drawbridge-approvers");
export const home = "62.4.5.6/32";

/** Somebody whom a trusted hop saw at home. */
export const at = (principal: Principal, ...addresses: readonly string[]): Asker => ({
  principal,
  seen: { addresses: addresses.length > 0 ? addresses : ["62.4.5.6"], proven: true },
});

/** The services on a real store, one cluster at the fake Google, and virtual time; `run` is the applier's turn. */
export function createServiceScene(store: Store, options: Partial<FakeOptions> & { readonly policy?: Policy } = {}) {
  const time = virtualTime();
  const { policy = policyOf(defaultText), view = clusterView(), ...others } = options;
  let labels: ClusterView["labels"] = view.labels;
  let down = false;
  const google = fakeGoogle({ view, clock: time.clock, operationMs: () => 2_000, ...others });
  const getCluster: ApplierContext["container"]["getCluster"] = async (name, timeoutMs) => {
    if (down) throw new GoogleError("unavailable", "connection refused");
    if (name.cluster !== view.name.cluster) throw new GoogleError("not-found", `Not found: ${name.cluster}`);
    return { ...(await google.container.getCluster(name, timeoutMs)), labels };
  };
  const outside = { container: { getCluster }, network: { echoServers: [] } };
  let ids = 0;
  const context: ServiceContext = {
    projects: [view.name.project],
    surroundings: () => outside as unknown as Surroundings,
    workloadSurroundings: () => outside as unknown as WorkloadSurroundings,
    composerLocations: [],
    environments: { read: async () => ({ imageVersion: "", pypiPackages: {} }) },
    directory: { list: async () => ({ clusters: [{ ...view, labels }], problems: [] }) },
    ...{ store, policy, clock: time.clock, probeImage: "curlimages/curl:8.11.1" },
    newId: () => `id-${String(++ids).padStart(20, "0")}`,
    count: () => undefined,
  };
  const applier: ApplierContext = {
    container: { ...google.container, getCluster },
    ...{ store: store.changes, clock: time.clock, sleep: time.sleep, random: () => 0.5, newId: context.newId },
    log: () => undefined,
    stopping: new AbortController().signal,
  };
  return {
    ...{ context, google, time, view },
    cluster: formatClusterName(view.name),
    withPolicy: (text: string): ServiceContext => ({ ...context, policy: policyOf(text) }),
    label(next: ClusterView["labels"]) {
      labels = next;
    },
    /** Google does not answer from now on, or answers again. */
    goDown(isDown: boolean) {
      down = isDown;
    },
    run: () => reconcile(view.name, applier),
  };
}
