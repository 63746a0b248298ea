import { describe, expect, it } from "vitest";
import type { UpdateFailure } from "@/lib/simulator/updates/failures";
import { broken, inPlays } from "./in-plays";
import { type Breakage, minute, play, type Stage } from "./play";

/* That a proof is a connection which was seen from that very network: e2e/api/grants.test.ts. */

const test = inPlays();

const failing =
  (failure: UpdateFailure) =>
  ({ ask, google, time }: Stage) => {
    time.at(5_000, async () => {
      await google.fail([failure]);
      await ask("a");
    });
  };

/** It believes what it sent: its operation is done at once, and the list is what it wanted. */
const believing: Breakage = {
  container: (port) => {
    let sent: readonly { readonly cidrBlock: string; readonly displayName?: string }[] | undefined;
    return {
      ...port,
      async updateAuthorizedNetworks(name, request, timeoutMs) {
        const { update } = request.body as { update: { desiredControlPlaneEndpointsConfig: Config } };
        sent = update.desiredControlPlaneEndpointsConfig.ipEndpointsConfig.authorizedNetworksConfig.cidrBlocks;
        return port.updateAuthorizedNetworks(name, request, timeoutMs);
      },
      getOperation: async () => ({ done: true, failure: null, endedAt: null }),
      async getCluster(name, timeoutMs) {
        const view = await port.getCluster(name, timeoutMs);
        if (!sent) return view;
        const entries = sent.map(({ cidrBlock, displayName = "" }) => ({ cidrBlock, displayName, network: cidrBlock }));
        return { ...view, authorizedNetworks: { ...view.authorizedNetworks, entries } };
      },
    };
  },
};
type Config = {
  ipEndpointsConfig: {
    authorizedNetworksConfig: { cidrBlocks: readonly { readonly cidrBlock: string; readonly displayName?: string }[] };
  };
};

const failures: readonly (readonly [string, UpdateFailure, string])[] = [
  ["DONE with an error", { kind: "operation-error" }, "google-refused"],
  ["DONE, and nothing has changed", { kind: "not-applied" }, "not-applied"],
];

describe("P7: “active” was read back from Google, “verified” was seen from the person's own network", () => {
  it.each(failures)("holds when the operation is %s", async (_, failure, reason) => {
    const run = await play(test().store, failing(failure));
    expect(broken(run)).toEqual([]);
    expect(run.activations).toEqual([]);
    expect(run.grants.map(({ state, endReason }) => [state, endReason])).toEqual([["failed", reason]]);
  });

  it.each([...failures, ["done in its time", { kind: "poll-not-found" }, ""] as const])(
    "is seen to be broken by an applier that believes what it sent, when the operation is %s",
    async (_, failure) => {
      expect(broken(await play(test().store, failing(failure), believing))).toContain("P7");
    },
  );

  it("takes no proof that is older than the grant's activation, and none for a grant that is not active", async () => {
    const answers: unknown[] = [];
    const proof = { how: "diagnosis", detail: "connected", by: { id: "ana", name: "Ana" } } as const;
    const run = await play(test().store, ({ ask, grants, id, time }) => {
      const verify = async (at: Date) => answers.push((await grants.verify(id("a"), { ...proof, at })).kind);
      time.at(5_000, async () => {
        await ask("a", { durationMs: 2 * minute });
        await verify(time.clock.now());
      });
      time.at(minute, async () => {
        await verify(new Date(time.start));
        await verify(time.clock.now());
      });
    });
    expect(answers).toEqual(["refused", "refused", "done"]);
    expect(run.grants[0]?.verified).toMatchObject({ how: "diagnosis" });
  });
});
