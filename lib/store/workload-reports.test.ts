import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestStore, type TestStore } from "./testing";
import type { WorkloadReportRow } from "./workload-reports";

let test: TestStore;
beforeAll(async () => {
  test = await startTestStore();
});
afterAll(() => test.close());

const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 12, minute));
const row = (id: string, minute: number): WorkloadReportRow => ({
  id,
  createdAt: at(minute),
  target: "projects/p/locations/l/environments/airflow",
  cluster: null,
  namespace: "composer-user-workloads",
  serviceAccount: "default",
  googleServiceAccount: null,
  verdict: "blocked",
  cause: "binding-missing",
  hop: "binding",
  headline: "NUL \0 is no text",
  durationMs: 12,
  report: { facts: ["\0"] },
});

it("keeps a report, lists the newest first, and forgets the old ones with the others", async () => {
  const { workloadReports, enforceRetention } = test.store;
  await workloadReports.insert(row("one-report-of-workloads", 0));
  await workloadReports.insert(row("two-report-of-workloads", 1));
  await expect(workloadReports.insert(row("two-report-of-workloads", 1))).rejects.toMatchObject({
    reason: "duplicate-id",
  });
  expect(await workloadReports.get("one-report-of-workloads")).toMatchObject({
    createdAt: at(0),
    headline: "NUL \ufffd is no text",
    report: { facts: ["\ufffd"] },
  });
  expect(await workloadReports.get("no\0ne")).toBeUndefined();
  expect((await workloadReports.list({ limit: 500 })).map(({ id }) => id.slice(0, 3))).toEqual(["two", "one"]);
  expect(await workloadReports.list({ limit: 1 })).toHaveLength(1);
  for (const limit of [0, 501, 1.5]) {
    await expect(workloadReports.list({ limit })).rejects.toMatchObject({ reason: "invalid-limit" });
  }
  const day = 86_400_000;
  expect(await enforceRetention(new Date(at(1).getTime() + 30 * day))).toBe(1);
  expect((await workloadReports.list({ limit: 5 })).map(({ id }) => id.slice(0, 3))).toEqual(["two"]);
});
