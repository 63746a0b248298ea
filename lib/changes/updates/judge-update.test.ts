import { describe, expect, it } from "vitest";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { entry } from "@/lib/diagnosis/remedies/authorized-networks/testing";
import { planClusterUpdate } from "@/lib/diagnosis/remedies/cluster-update/plan-update";
import { settingsOf } from "@/lib/diagnosis/remedies/cluster-update/settings";
import type { UpdateRemedy } from "@/lib/diagnosis/remedies/cluster-update/update-remedy";
import { judgeUpdate, planAgain } from "./judge-update";
import type { Update } from "./update";

type Differences = Parameters<typeof clusterView>[0];

const at = new Date(0);
const office = entry("81.92.200.0/24", "office");
const before = clusterView({ authorizedNetworks: { entries: [office, entry("62.4.5.6/32", "old")] } });
const remove: UpdateRemedy = { id: "remove-network", params: { cidr: "62.4.5.6/32" } };
const openDns: UpdateRemedy = { id: "open-dns-endpoint", params: {} };

function sentFor(remedy: Exclude<UpdateRemedy, { readonly id: "undo" }>) {
  const planned = planClusterUpdate(before, remedy);
  if ("refused" in planned) throw new Error(planned.refused);
  return { etag: before.etag, before: settingsOf(before), body: planned.body };
}

const found = (entries: readonly ReturnType<typeof entry>[], more: Differences = {}) =>
  clusterView({ ...more, authorizedNetworks: { entries } });
const ended = { kind: "ended", failure: null, endedAt: null } as const;
const failed = { kind: "ended", failure: "No room.", endedAt: null } as const;
const unseen = { kind: "unknown" } as const;
const gone = { field: expect.stringMatching(/cidrBlocks$/), before: "62.4.5.6/32 (old)", after: null };

describe("judgeUpdate", () => {
  it.each([
    ["done", ended, found([office]), { state: "applied", detail: "", drift: [] }],
    ["not seen, and done", unseen, found([office]), { state: "applied", detail: "", drift: [] }],
    ["not seen, and not done", unseen, before, undefined],
    [
      "not done",
      ended,
      before,
      {
        state: "failed",
        detail: expect.stringContaining("this was not done: cidrBlocks: 62.4.5.6/32 (old) → nothing."),
      },
    ],
    ["failed", failed, before, { state: "failed", detail: "Google's operation failed: No room.", drift: [] }],
    [
      "failed, and done all the same",
      failed,
      found([office]),
      { state: "failed", detail: expect.stringContaining("Something else was changed"), drift: [gone] },
    ],
    [
      "done, and an entry more",
      ended,
      found([office, entry("1.1.1.1/32")]),
      {
        state: "applied",
        detail: "Something else was changed at the same time (cidrBlocks: nothing → 1.1.1.1/32).",
        drift: [{ after: "1.1.1.1/32" }],
      },
    ],
    [
      "done, and an entry renamed",
      ended,
      found([entry("81.92.200.0/24", "hq")]),
      { state: "applied", drift: [{ before: "81.92.200.0/24 (office)" }, { after: "81.92.200.0/24 (hq)" }] },
    ],
    [
      "done, and another endpoint changed",
      ended,
      found([office], { endpoints: { private: { globalAccess: true } } }),
      { state: "applied", drift: [{ before: "false", after: "true" }] },
    ],
    ["done, in another order", ended, found([office]), { state: "applied", drift: [] }],
  ])("of an entry that goes: %s", (_, evidence, view, closing) => {
    const judged = judgeUpdate(sentFor(remove), evidence, view, at);
    if (closing === undefined) expect(judged).toBeUndefined();
    else expect(judged).toMatchObject(closing);
  });

  it("of a switch: another field's change does not make it done", () => {
    const sent = sentFor(openDns);
    const open = {
      ...before,
      endpoints: { ...before.endpoints, dns: { ...before.endpoints.dns, allowExternalTraffic: true } },
    };
    expect(judgeUpdate(sent, ended, open, at)).toMatchObject({ state: "applied", drift: [] });
    expect(judgeUpdate(sent, ended, found([office]), at)).toMatchObject({ state: "failed", drift: [gone] });
  });
});

describe("planAgain", () => {
  const update = (remedy: UpdateRemedy, confirmed: Update["confirmed"]) => ({ remedy, confirmed }) as Update;
  const { changes } = planClusterUpdate(before, remove) as { changes: Update["confirmed"] };

  it("is what was confirmed, on whatever else is there by now", () => {
    const now = found([entry("1.1.1.1/32", "new"), entry("62.4.5.6/32", "old"), office]);
    expect(planAgain(update(remove, changes), undefined, now)).toMatchObject({ changes });
  });

  it.each([
    ["is not there", found([office, entry("1.1.1.1/32")]), "62.4.5.6/32 is not in the list."],
    [
      "has another name",
      found([office, entry("62.4.5.6/32", "new")]),
      "The cluster was changed since you confirmed this: it would now change more (cidrBlocks: 62.4.5.6/32 (new) → nothing), and it would not change everything any more (cidrBlocks: 62.4.5.6/32 (old) → nothing).",
    ],
  ])("is refused when the entry %s", (_, now, refused) => {
    expect(planAgain(update(remove, changes), undefined, now)).toEqual({ refused });
  });

  it("takes back only what was applied", () => {
    const undo = update({ id: "undo", params: { update: "u1" } }, []);
    const refused = "The change to undo was never applied.";
    expect(planAgain(undo, undefined, before)).toEqual({ refused });
    const state = (one: Update["state"]) => ({ state: one, title: "It", sent: sentFor(openDns) }) as Update;
    expect(planAgain(undo, state("failed"), before)).toEqual({ refused });
    expect(planAgain(undo, { ...state("applied"), sent: null }, before)).toEqual({ refused });
    expect(planAgain(undo, state("applied"), before)).toEqual({ refused: expect.stringContaining("false already") });
  });
});
