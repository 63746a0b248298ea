import type { ApplierContext } from "@/lib/changes/applier-context";
import type { GrantRequest } from "@/lib/changes/grant";
import type { GrantStore } from "@/lib/changes/grant-store";
import type { ChangeStore } from "@/lib/changes/ports";
import { type ReconcileResult, reconcile } from "@/lib/changes/reconcile";
import { type FakeOptions, fakeGoogle, type UpdateFault, virtualTime } from "@/lib/changes/testing";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { entry } from "@/lib/diagnosis/remedies/authorized-networks/testing";

export const office = { cidrBlock: "81.92.200.7/24", displayName: "office" };
export const minute = 60_000;

/** One cluster at the fake, with the office in its list, in virtual time, and the applier's context to it. */
export function createScene(
  store: { readonly grants: GrantStore; readonly changes: ChangeStore },
  name: string,
  options: Partial<FakeOptions> = {},
) {
  const cluster = { ...clusterView().name, cluster: name };
  const time = virtualTime();
  const faults: UpdateFault[] = [];
  const entries = [entry(office.cidrBlock, office.displayName)];
  const google = fakeGoogle({
    view: clusterView({ name: cluster, authorizedNetworks: { entries } }),
    clock: time.clock,
    operationMs: () => 2_000,
    fault: () => faults.shift() ?? "none",
    ...options,
  });
  let writes = 0;
  const context: ApplierContext = {
    container: google.container,
    store: store.changes,
    clock: time.clock,
    sleep: time.sleep,
    random: () => 0.5,
    newId: () => `w-${name}-${++writes}`,
    log: () => undefined,
    stopping: new AbortController().signal,
  };
  const id = (grant: string) => `${name}-${grant}`;
  return {
    ...{ cluster, time, google, context, faults, id },
    cidrs: () => google.list().entries.map(({ cidrBlock }) => cidrBlock),
    run: (differences: Partial<ApplierContext> = {}): Promise<ReconcileResult> =>
      reconcile(cluster, { ...context, ...differences }),
    /** The context's API with some calls replaced. */
    api: (replaced: Partial<ApplierContext["container"]>) => ({ container: { ...google.container, ...replaced } }),
    state: async (grant: string) => {
      const found = await store.grants.get(id(grant));
      return found && [found.state, found.endReason];
    },
    ask: async (grant: string, cidr: string, differences: Partial<GrantRequest> = {}): Promise<void> => {
      const requestedAt = time.clock.now();
      await store.grants.request([
        {
          ...{ id: id(grant), cluster, cidr, requestedAt, durationMs: 10 * minute, approvalsNeeded: 0 },
          ...{ breakGlass: false, address: null, policy: { fingerprint: "", rules: [] }, prolongs: null },
          principal: { id: "ana", name: "Ana" },
          reason: "incident",
          startBy: new Date(requestedAt.getTime() + 60 * minute),
          idempotencyKey: id(grant),
          ...differences,
        },
      ]);
    },
    revoke: (grant: string) =>
      store.grants.revoke(id(grant), { by: { id: "boss", name: "Boss" }, at: time.clock.now() }),
  };
}
