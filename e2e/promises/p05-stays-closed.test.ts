import { describe, expect, it } from "vitest";
import { googleIdentity } from "@/lib/google/auth";
import { containerWriter } from "@/lib/google/container-writer";
import { checkHistory } from "../chaos/check-history";
import { inPlays } from "./in-plays";
import { type List, play, type Stage, sends, withList } from "./play";

/*
 * That no plan for any list is open or empty: lib/changes/reconcile-plan.test.ts. An empty list is sent in one case: the
 * last entry, which is ours, ends, and an enabled empty list lets nobody in.
 */

const test = inPlays();

const open: readonly (readonly [string, (list: List) => List])[] = [
  ["switches the filter off", (list) => ({ ...list, enabled: false })],
  ["empties the list", (list) => ({ ...list, cidrBlocks: [] })],
  ["opens it to all", (list) => ({ ...list, cidrBlocks: [...list.cidrBlocks, { cidrBlock: "0.0.0.0/0" }] })],
];

const one = ({ ask, time }: Stage) => time.at(5_000, () => ask("a"));

describe("P5: the list is never switched off, emptied or opened", () => {
  it("holds, when the list is read and when it is changed by others", async () => {
    const run = await play(test().store, one);
    expect(checkHistory(run)).toEqual([]);
    expect(run.history.length).toBeGreaterThan(1);
  });

  it.each(open)("is seen to be broken by an applier that %s", async (_, change) => {
    const run = await play(test().store, one, sends(change));
    expect(checkHistory(run).map(({ promise }) => promise)).toContain("P5");
  });

  it("is kept by the writer itself, whoever plans: a list that is off, or something else, is not sent", async () => {
    const cluster = { project: "project-a", location: "europe-west1", cluster: "a" };
    const settings = { endpoint: "http://127.0.0.1:1/", tokenFile: "/nowhere" };
    const writer = containerWriter(settings, googleIdentity(settings));
    const list = { enabled: true, cidrBlocks: [{ cidrBlock: "62.4.5.6/32" }] };
    const config = { ipEndpointsConfig: { authorizedNetworksConfig: list } };
    const body = {
      name: "projects/project-a/locations/europe-west1/clusters/a",
      update: { etag: "e", desiredControlPlaneEndpointsConfig: config },
    };
    const bodies: readonly unknown[] = [
      withList(body, (same) => ({ ...same, enabled: false })),
      withList(body, ({ cidrBlocks }) => ({ cidrBlocks }) as List),
      { ...body, update: { ...body.update, etag: "" } },
      { ...body, name: body.name.replace(/a$/, "b") },
      { ...body, update: { ...body.update, desiredNodeVersion: "1.33" } },
    ];
    for (const wrong of bodies) {
      const sent = writer.updateAuthorizedNetworks(cluster, { method: "PUT", path: "", body: wrong }, 1_000);
      await expect(sent).rejects.toMatchObject({ reason: "invalid-argument" });
    }
  });
});
