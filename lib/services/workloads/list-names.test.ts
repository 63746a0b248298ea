import { expect, it } from "vitest";
import { GoogleError } from "@/lib/google/google-error";
import type { ServiceContext } from "@/lib/services/context";
import type { WorkloadSurroundings } from "@/lib/workload/gatherers/surroundings";
import { listNames } from "./list-names";

const target = "projects/corp-data-prod/locations/europe-west1/clusters/c";
const never = () => new Promise<never>(() => undefined);

/** An outside whose calls are these; the signal of the request is all that ends them. */
function contextOf(outside: Partial<Record<"getCluster" | "rest", () => Promise<unknown>>>): ServiceContext {
  const { getCluster = never, rest = never } = outside;
  const identity = { accessToken: async () => "token" };
  const surroundings = { container: { getCluster }, identity, rest } as unknown as WorkloadSurroundings;
  return { projects: ["corp-data-prod"], workloadSurroundings: () => surroundings } as unknown as ServiceContext;
}

it("answers when the time is over, with what was read by then", async () => {
  const over = new AbortController();
  const account = { email: "a@corp-data-prod.iam.gserviceaccount.com", displayName: "A", disabled: false };
  const rest = async () => {
    over.abort();
    return { accounts: [account] };
  };
  const names = await listNames(contextOf({ rest }), { target, namespace: "dbt" }, over.signal);
  expect(names).toMatchObject({ namespaces: [], serviceAccounts: [], googleServiceAccounts: [account] });
  expect(names.missing.map(({ what }) => what)).toEqual(["namespaces", "service-accounts"]);
  for (const { detail } of names.missing) expect(detail).toContain("5 seconds");
});

it("answers at once when the time is over before it begins", async () => {
  const { missing } = await listNames(contextOf({}), { target, namespace: "dbt" }, AbortSignal.abort());
  expect(missing.map(({ what }) => what)).toEqual(["namespaces", "service-accounts", "google-service-accounts"]);
});

it("never rejects for what Google says", async () => {
  const refuse = () => Promise.reject(new GoogleError("permission-denied", "no"));
  const context = contextOf({ getCluster: refuse, rest: refuse });
  const { missing } = await listNames(context, { target, namespace: null }, new AbortController().signal);
  expect(missing).toEqual([
    { what: "namespaces", detail: expect.stringContaining("container.clusters.get") },
    { what: "google-service-accounts", detail: expect.stringContaining("iam.serviceAccounts.list") },
  ]);
});
