import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clusterView, healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { entry } from "@/lib/diagnosis/remedies/authorized-networks/testing";
import type { Asker } from "@/lib/services/grants/asker";
import { readCluster } from "@/lib/services/grants/clusters";
import { readWishes } from "@/lib/services/grants/preview-grants";
import { requestGrants } from "@/lib/services/grants/request-grants";
import { ana, at, bora, chris, createServiceScene, home } from "@/lib/services/testing";
import type { PlannedRemedy } from "@/lib/store/plans";
import { startTestCluster, type TestCluster } from "@/lib/store/testing";
import { applyPlan } from "./apply-plan";
import { makePlan, proposeOn } from "./make-plan";

let databases: TestCluster;
beforeAll(async () => {
  databases = await startTestCluster();
});
afterAll(() => databases?.close());

const status = (code: number) => ({ details: { status: code } });
const terms = { duration: "4h", reason: "", breakGlass: false, confirmation: "" };
const entries = [entry("81.92.200.0/24", "office"), entry("9.9.9.9/32", "old")];

async function scene() {
  const { store } = await databases.createStore();
  const made = createServiceScene(store, { view: clusterView({ authorizedNetworks: { entries } }) });
  const { context, view } = made;
  return {
    ...made,
    store,
    async plan(remedy: PlannedRemedy, asker: Asker = at(ana)) {
      const now = await readCluster(context, view.name);
      const propose = proposeOn(healthySnapshot(), now, "");
      return makePlan(context, asker, { diagnosis: "d", remedy, view: now, propose });
    },
    apply: (id: string, differences: object = {}, asker: Asker = at(ana), idempotencyKey = "click") =>
      applyPlan(context, asker, { id, idempotencyKey, terms: { ...terms, ...differences } }),
    async grant(asker: Asker = at(ana)) {
      const wish = { clusters: [made.cluster], cidr: home, duration: "4h", reason: "", breakGlass: false };
      const [grant] = await requestGrants(context, asker, readWishes(context, wish), `of ${asker.principal.id}`);
      await made.run();
      return grant?.id ?? "";
    },
  };
}

const allow: PlannedRemedy = { id: "allow-network", params: { cidr: "62.4.5.6" } };

describe("a press of the button", () => {
  it("makes the same change again, whatever has become of the plan", async () => {
    const { plan, apply, google, time, run } = await scene();
    const { id, apply: button } = await plan(allow);
    expect(button).toMatchObject({ kind: "grant", confirmation: false, policy: { decision: "allow" } });
    const made = await apply(id);
    await run();
    google.edit("human", (list) => ({ ...list, entries: list.entries.slice(0, 1) }), 0);
    await time.sleep(20 * 60_000);
    expect((await apply(id)).id).toBe(made.id);
    await expect(apply(id, {}, at(ana), "another")).rejects.toMatchObject(status(410));
  });

  it.each([
    [15 * 60_000 - 1, undefined],
    [15 * 60_000, 410],
  ])("%i ms after the plan", async (later, code) => {
    const { plan, apply, time } = await scene();
    const { id } = await plan(allow);
    await time.sleep(later);
    const pressed = apply(id);
    if (code) await expect(pressed).rejects.toMatchObject(status(code));
    else expect(await pressed).toMatchObject({ state: "queued" });
  });

  it("is a conflict when anybody changed the list, and none when a grant did", async () => {
    const { plan, apply, google, grant } = await scene();
    const first = await plan({ id: "remove-network", params: { cidr: "9.9.9.9/32" } }, at(chris));
    await grant(at(bora));
    const confirmation = "analytics-private";
    expect(await apply(first.id, { confirmation }, at(chris))).toMatchObject({ kind: "update", state: "queued" });
    const elsewhere = at(ana, "62.4.5.99");
    const second = await plan({ id: "allow-network", params: { cidr: "62.4.5.99" } }, elsewhere);
    google.edit("human", (list) => ({ ...list, entries: list.entries.toReversed() }), 0);
    await expect(apply(second.id, {}, elsewhere)).rejects.toMatchObject(status(409));
  });

  it("of an update needs the right and the cluster's name", async () => {
    const { plan, apply } = await scene();
    const remedy: PlannedRemedy = { id: "remove-network", params: { cidr: "9.9.9.9/32" } };
    expect((await plan(remedy)).apply).toMatchObject({
      kind: "update",
      confirmation: true,
      policy: { decision: "deny" },
    });
    const { id } = await plan(remedy, at(chris));
    await expect(apply(id)).rejects.toMatchObject(status(403));
    for (const confirmation of ["", "analytics", "Analytics-private"]) {
      const refusal = { details: { status: 422, detail: expect.stringContaining("analytics-private") } };
      await expect(apply(id, { confirmation }, at(chris))).rejects.toMatchObject(refusal);
    }
    expect(await apply(id, { confirmation: " analytics-private " }, at(chris))).toMatchObject({ state: "queued" });
  });
});

describe("entries of ours", () => {
  it("are removed by ending their grants, all or none", async () => {
    const { plan, apply, grant, store } = await scene();
    const mine = await grant();
    const bobs = await grant(at(bora));
    const remedy: PlannedRemedy = { id: "remove-network", params: { cidr: home } };
    const { id, apply: button } = await plan(remedy);
    expect(button).toMatchObject({ kind: "update", policy: { decision: "deny" }, confirmation: false });
    await expect(apply(id)).rejects.toMatchObject(status(403));
    expect((await store.grants.get(mine))?.stop).toBeNull();
    expect(await apply(id, {}, at(chris))).toMatchObject({ kind: "grant" });
    for (const one of [mine, bobs]) expect((await store.grants.get(one))?.stop).toMatchObject({ reason: "revoked" });
  });

  it("are replaced by a new grant, and the old one ends", async () => {
    const { plan, apply, grant, store, run, google } = await scene();
    const old = await grant();
    const bobs = await grant(at(bora));
    const remedy: PlannedRemedy = { id: "replace-network", params: { before: home, after: "62.4.5.99" } };
    const now = at(ana, "62.4.5.99");
    const made = await plan(remedy, now);
    expect(made.apply).toMatchObject({ kind: "grant", policy: { decision: "allow" } });
    const change = await apply(made.id, {}, now);
    expect(change).toMatchObject({ kind: "grant", grant: { cidr: "62.4.5.99/32" } });
    expect((await store.grants.get(old))?.stop).toMatchObject({ reason: "revoked" });
    expect((await store.grants.get(bobs))?.stop).toBeNull();
    await run();
    const networks = google.list().entries.map(({ cidrBlock }) => cidrBlock);
    expect(networks).toEqual(["81.92.200.0/24", "9.9.9.9/32", home, "62.4.5.99/32"]);
  });
});
