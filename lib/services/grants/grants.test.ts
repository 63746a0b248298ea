import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultText } from "@/lib/access/testing";
import type { Principal } from "@/lib/auth/authorise";
import type { Grant } from "@/lib/changes/grant";
import { ana, at, bora, chris, createServiceScene, home, person } from "@/lib/services/testing";
import { startTestCluster, type TestCluster } from "@/lib/store/testing";
import { approveGrant } from "./approve-grant";
import { denyGrant } from "./deny-grant";
import { extendGrant } from "./extend-grant";
import { listGrants } from "./list-grants";
import { previewGrants, readWishes } from "./preview-grants";
import { requestGrants } from "./request-grants";
import { revokeGrant } from "./revoke-grant";

let databases: TestCluster;
beforeAll(async () => {
  databases = await startTestCluster();
});
afterAll(() => databases?.close());

const hour = 3_600_000;
const wide = "62.4.5.0/24";
const status = (code: number) => ({ details: { status: code } });
const byRule = (...ids: readonly string[]) => ({ details: { status: 403, rules: ids.map((id) => ({ id })) } });

async function scene(options: Parameters<typeof createServiceScene>[1] = {}) {
  const { store } = await databases.createStore();
  const made = createServiceScene(store, options);
  const wishes = (differences: object = {}) =>
    readWishes(made.context, {
      ...{ clusters: [made.cluster], cidr: home, duration: "4h", reason: "", breakGlass: false },
      ...differences,
    });
  let clicks = 0;
  const ask = async (differences: object = {}, asker = at(ana), context = made.context): Promise<Grant> => {
    const [grant] = await requestGrants(context, asker, wishes(differences), `click-${++clicks}`);
    if (!grant) throw new Error("no grant");
    return grant;
  };
  const active = async (differences: object = {}): Promise<Grant> => {
    const grant = await ask(differences);
    await made.run();
    return (await store.grants.get(grant.id)) ?? grant;
  };
  return { ...made, store, wishes, ask, active };
}

describe("a request", () => {
  it("is refused by the policy for an address that nobody saw, or that another person is at", async () => {
    const { ask } = await scene();
    const typed = { principal: ana, seen: { addresses: ["62.4.5.6"], proven: false } };
    await expect(ask({}, typed)).rejects.toMatchObject(byRule("proven-address-only"));
    await expect(ask({}, at(ana, "62.4.5.7"))).rejects.toMatchObject(byRule("own-address-only"));
    const nowhere = { principal: ana, seen: { addresses: [], proven: false } };
    await expect(ask({}, nowhere)).rejects.toMatchObject(byRule("own-address-only", "proven-address-only"));
  });

  it.each([
    [{ duration: "299s" }, 400],
    [{ duration: "soon" }, 400],
    [{ cidr: "office" }, 400],
    [{ clusters: ["analytics"] }, 400],
    [{ clusters: ["projects/other-project/locations/l/clusters/c"] }, 404],
  ])("is refused: %j", async (differences, code) => {
    const { wishes } = await scene();
    const asking = async () => wishes(differences);
    await expect(asking()).rejects.toMatchObject(status(code));
  });

  it("may be 5 minutes long", async () => {
    const { ask } = await scene();
    expect(await ask({ duration: 300 })).toMatchObject({ durationMs: 300_000, state: "approved" });
  });

  it("of a click that was seen finds its grants, whatever has happened since", async () => {
    const { context, wishes, goDown, withPolicy } = await scene();
    const [grant] = await requestGrants(context, at(ana), wishes(), "click");
    goDown(true);
    const forbidding = withPolicy(defaultText.replace("> 10080", "> 1"));
    const [again] = await requestGrants(forbidding, at(ana, "9.9.9.9"), wishes(), "click");
    expect(again?.id).toBe(grant?.id);
    await expect(requestGrants(context, at(ana), wishes({ duration: "1h" }), "click")).rejects.toMatchObject(
      status(409),
    );
    await expect(requestGrants(context, at(ana), wishes(), "other")).rejects.toMatchObject(status(503));
  });

  it("keeps what the policy was told, for when it is asked again", async () => {
    const { ask, context } = await scene();
    const asked = { groups: ["data"], addressProven: true };
    const policy = { fingerprint: context.policy.fingerprint, rules: ["own-access"], asked };
    expect(await ask({}, at(person("ana", "data")))).toMatchObject({ policy, address: "62.4.5.6" });
  });
});

describe("a preview", () => {
  it("says line by line what cannot be, and requests nothing", async () => {
    const { context, cluster, store } = await scene();
    const none = cluster.replace("analytics-private", "none");
    const asked = { clusters: [cluster, none], cidr: "81.92.200.7", duration: "4h", reason: "", breakGlass: false };
    const { clusters } = await previewGrants(context, at(ana, "81.92.200.7"), asked);
    expect(clusters).toMatchObject([
      { cluster, refused: expect.stringMatching(/let in already, by the entry 81\.92\.200\.0\/24 \(office\)/) },
      { cluster: none, policy: { rules: [{ id: "not-read" }] }, refused: expect.stringContaining("Google has no") },
    ]);
    expect((await store.grants.list({ limit: 10 })).grants).toEqual([]);
  });

  it("names the approvals that it takes, and who may give them", async () => {
    const { context, cluster } = await scene();
    const asked = { clusters: [cluster], cidr: wide, duration: "4h", reason: "", breakGlass: false };
    const { clusters } = await previewGrants(context, at(ana), asked);
    const policy = { decision: "needs-approval", approvalsNeeded: 1, rules: [{ id: "wide-network" }] };
    expect(clusters[0]).toMatchObject({ policy, refused: null });
    expect(clusters[0]?.policy.approvers.map(({ id }) => id)).toContain("approvers");
    expect(clusters[0]?.warnings).toContainEqual("All 256 addresses of 62.4.5.0/24 are let in.");
  });

  it("says that an entry is shared", async () => {
    const { context, cluster, active } = await scene();
    await active();
    const asked = { clusters: [cluster], cidr: home, duration: "4h", reason: "", breakGlass: false };
    const { clusters } = await previewGrants(context, at(bora), asked);
    expect(clusters[0]).toMatchObject({ refused: null, changes: [] });
    expect(clusters[0]?.warnings.join()).toContain("let in already, for somebody else");
  });
});

describe("an approval", () => {
  it.each([
    ["the requester", ana, "never-your-own"],
    ["somebody without the right", person("eve"), "nothing-allows"],
  ])("is not %s's", async (_, principal, rule) => {
    const { ask, context } = await scene();
    const { id } = await ask({ cidr: wide });
    await expect(approveGrant(context, principal as Principal, id)).rejects.toMatchObject(byRule(rule));
  });

  it("takes as many as it needs, each once", async () => {
    const { ask, context, label, store } = await scene();
    label({ env: "prod" });
    const { id } = await ask({ cidr: wide });
    expect(await approveGrant(context, bora, id)).toMatchObject({ state: "requested", may: { approve: false } });
    expect(await approveGrant(context, bora, id)).toMatchObject({ state: "requested" });
    expect(await approveGrant(context, chris, id)).toMatchObject({ state: "approved" });
    expect((await store.grants.get(id))?.approvals).toHaveLength(2);
    await expect(approveGrant(context, chris, id)).rejects.toMatchObject(status(409));
  });

  it("is void when the policy asks for more by then", async () => {
    const { ask, context, label, store } = await scene();
    const { id } = await ask({ cidr: wide });
    label({ env: "prod" });
    await expect(approveGrant(context, bora, id)).rejects.toMatchObject(status(409));
    expect(await store.grants.get(id)).toMatchObject({ state: "requested", approvals: [] });
  });

  it("is void when the policy forbids it by then", async () => {
    const { ask, withPolicy } = await scene();
    const { id } = await ask({ cidr: wide });
    const narrower = withPolicy(defaultText.replace("context.prefixLength < 24", "context.prefixLength < 28"));
    await expect(approveGrant(narrower, bora, id)).rejects.toMatchObject(byRule("widest-network"));
  });

  it("asks with the groups that the requester had", async () => {
    const { ask, withPolicy } = await scene();
    const rule = `@id("data-only") @title("Only data") @why("Because.")
      forbid (principal, action == Action::"grant", resource) unless { principal.groups.contains("data") };`;
    const context = withPolicy(`${defaultText}\n${rule}`);
    const { id } = await ask({ cidr: wide }, at(person("ana", "data")), context);
    expect(await approveGrant(context, bora, id)).toMatchObject({ state: "approved" });
    const other = await ask({ cidr: wide }, at(person("kim")));
    await expect(approveGrant(context, bora, other.id)).rejects.toMatchObject(byRule("data-only"));
  });

  it("waits until Google tells the labels", async () => {
    const { ask, context, goDown } = await scene();
    const { id } = await ask({ cidr: wide });
    goDown(true);
    await expect(approveGrant(context, bora, id)).rejects.toMatchObject(status(503));
  });
});

describe("an end", () => {
  it("can be decided while Google is down", async () => {
    const { ask, active, context, goDown, run, google } = await scene();
    const grant = await active();
    const waiting = await ask({ cidr: wide });
    goDown(true);
    expect(await denyGrant(context, bora, { id: waiting.id, why: " no " })).toMatchObject({ endDetail: "no" });
    expect(await revokeGrant(context, ana, grant.id)).toMatchObject({ state: "active", ending: true });
    goDown(false);
    await run();
    expect(google.list().entries).toHaveLength(1);
    expect(await revokeGrant(context, ana, grant.id)).toMatchObject({ state: "ended", may: { revoke: false } });
  });
});

describe("an extension", () => {
  const byMs = 2 * hour;
  it("is its own person's, from its own network", async () => {
    const { active, context } = await scene();
    const { id } = await active();
    const press = { id, byMs, idempotencyKey: "longer" };
    await expect(extendGrant(context, at(bora), press)).rejects.toMatchObject(byRule("nothing-allows"));
    await expect(extendGrant(context, at(ana, "9.9.9.9"), press)).rejects.toMatchObject(byRule("own-address-only"));
    expect(await extendGrant(context, at(ana), press)).toMatchObject({ durationSeconds: 6 * 3_600 });
    expect(await extendGrant(context, at(ana), press)).toMatchObject({ durationSeconds: 6 * 3_600 });
    await expect(extendGrant(context, at(ana), { ...press, byMs: hour })).rejects.toMatchObject(status(409));
  });

  it("past a limit is a grant of its own, which is approved, and judged by the time in all", async () => {
    const { active, context, store, run } = await scene();
    const grant = await active();
    const press = { id: grant.id, byMs: 9 * hour, idempotencyKey: "much-longer" };
    const waiting = await extendGrant(context, at(ana), press);
    expect(waiting).toMatchObject({ state: "requested", prolongs: grant.id, approvalsNeeded: 1, cidr: home });
    expect(waiting.startBy).toBe(grant.expiresAt?.toISOString());
    expect((await extendGrant(context, at(ana), press)).id).toBe(waiting.id);
    await approveGrant(context, bora, waiting.id);
    await run();
    const prolonged = await store.grants.get(waiting.id);
    expect(prolonged).toMatchObject({ state: "active", durationMs: 9 * hour });
    expect(prolonged?.expiresAt?.getTime()).toBeLessThanOrEqual((grant.expiresAt?.getTime() ?? 0) + 9 * hour);
    const week = { id: grant.id, byMs: 7 * 24 * hour, idempotencyKey: "a-week" };
    await expect(extendGrant(context, at(ana), week)).rejects.toMatchObject(byRule("longest-access"));
  });

  it("comes too late when the grant is over", async () => {
    const { active, context, time } = await scene();
    const { id } = await active({ duration: "1h" });
    await time.sleep(2 * hour);
    await expect(extendGrant(context, at(ana), { id, byMs, idempotencyKey: "k1" })).rejects.toMatchObject(status(409));
    const much = { id, byMs: 20 * hour, idempotencyKey: "k2" };
    await expect(extendGrant(context, at(ana), much)).rejects.toMatchObject(status(409));
  });
});

describe("lists", () => {
  it("give an approver's queue, one's own, and pages", async () => {
    const { ask, context } = await scene();
    const waiting = await ask({ cidr: wide });
    const running = await ask();
    const list = async (principal: Principal, query: string) => {
      const { grants } = await listGrants(context, principal, new URLSearchParams(query));
      return grants.map(({ id }) => id);
    };
    expect(await list(bora, "queue=1")).toEqual([waiting.id]);
    expect(await list(ana, "queue=1")).toEqual([]);
    expect(await list(bora, "mine=1")).toEqual([]);
    expect(new Set(await list(ana, "mine=1"))).toEqual(new Set([running.id, waiting.id]));
    expect(await list(ana, "state=approved,active")).toEqual([running.id]);
    const { nextCursor } = await listGrants(context, ana, new URLSearchParams("limit=1"));
    expect(await list(ana, `limit=1&cursor=${nextCursor}`)).toHaveLength(1);
    for (const wrong of ["state=open", "limit=0", "limit=201", "limit=x", "cursor=x", "cluster=x"]) {
      await expect(list(ana, wrong), wrong).rejects.toMatchObject(status(400));
    }
  });
});
