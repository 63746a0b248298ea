import { expect, it } from "vitest";
import type { UpdateStore } from "@/lib/changes/updates/port";
import type { Update } from "@/lib/changes/updates/update";
import type { WorkloadStep } from "@/lib/workload/remedies/steps";
import type { Run } from "./run";
import { cluster, gsa, runRequest } from "./testing";
import { verifyByRun } from "./verify-updates";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 12, minute));
const namespace = "composer-user-workloads";
const member = (name: string) => `serviceAccount:corp-data-prod.svc.id.goog[${namespace}/${name}]`;
const annotate = (serviceAccount: string, after: string | null = gsa): WorkloadStep => ({
  ...{ kind: "annotate", namespace, serviceAccount, before: null, after },
});
const bind = (googleServiceAccount: string, name: string): WorkloadStep => ({
  ...{ kind: "add-binding", googleServiceAccount, member: member(name) },
});

const run = {
  ...runRequest(),
  ...{ intendedAt: at(10), createdAt: at(10), endedAt: at(11) },
  identity: { proven: true, summary: "It is." },
} as Run;

/** What is verified when these are applied, the run's pod being what it is. */
async function verified(updates: readonly Partial<Update>[], by = run): Promise<readonly string[]> {
  const seen: string[] = [];
  const store: Pick<UpdateStore, "list" | "verify"> = {
    list: async () => ({ updates: updates as readonly Update[], nextCursor: null }),
    async verify(id, proof) {
      seen.push(id);
      expect(proof).toEqual({ at: at(11), how: "pod", detail: "It is.", by: run.principal });
      return { kind: "not-found" };
    },
  };
  await verifyByRun({ updates: store as UpdateStore }, by);
  return seen;
}

const repair = (id: string, ...steps: readonly WorkloadStep[]): Partial<Update> => ({
  ...{ id, cluster, state: "applied", closedAt: at(9), verified: null },
  remedy: { id: "repair-workload", params: { remedy: "repair-chain", steps } },
});

it.each([
  ["its annotation", [annotate("airflow")], true],
  ["another account's annotation", [annotate("default")], false],
  ["its binding", [bind(gsa, "airflow")], true],
  ["the binding of another account", [bind(gsa, "default")], false],
  ["its binding to another Google account", [bind(`x${gsa}`, "airflow")], false],
  ["its namespace", [{ kind: "create-namespace", namespace }], true],
  ["another namespace", [{ kind: "create-namespace", namespace: "dbt" }], false],
  ["the workload pool", [{ kind: "enable-workload-identity", workloadPool: "p.svc.id.goog" }], true],
  [
    "the whole chain",
    [
      { kind: "create-namespace", namespace },
      { kind: "create-service-account", namespace, serviceAccount: "airflow" },
      annotate("airflow"),
      bind(gsa, "airflow"),
    ],
    true,
  ],
  ["another account's chain in its namespace", [{ kind: "create-namespace", namespace }, annotate("default")], false],
  ["its annotation with another Google account", [annotate("airflow", `x${gsa}`)], false],
  ["its annotation's removal", [annotate("airflow", null)], false],
  ["a node pool", [{ kind: "set-node-metadata", nodePool: "n", before: "gce", after: "gke" }], false],
] as const)("verifies a repair of %s, or does not", async (_, steps, is) => {
  expect(await verified([repair("u1", ...steps)])).toEqual(is ? ["u1"] : []);
});

it("verifies nothing that was applied later, is verified, was taken back, or is of another kind; and by no doubtful pod", async () => {
  const mine = repair("u1", annotate("airflow"));
  const undone = { id: "undo-workload", params: { update: "u1", steps: [annotate("airflow")] } } as const;
  const others: readonly Partial<Update>[] = [
    { ...mine, closedAt: at(11) },
    { ...mine, verified: { at: at(9), how: "pod", detail: "" } },
    { ...mine, id: "u2", undoes: "u1", remedy: undone },
    { ...mine, closedAt: at(8) },
    { ...mine, remedy: { id: "open-dns-endpoint", params: {} } },
  ];
  expect(await verified(others)).toEqual([]);
  expect(await verified([{ ...mine, closedAt: at(10) }])).toEqual(["u1"]);
  // Its creation was seen by the next process, hours later: the pod may have run before the repair.
  expect(await verified([mine], { ...run, intendedAt: at(8) })).toEqual([]);
  const identity = run.identity && { ...run.identity, proven: false };
  expect(await verified([mine], { ...run, identity })).toEqual([]);
});
