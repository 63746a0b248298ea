import { describe, expect, it } from "vitest";
import { isGoogleError } from "@/lib/google/google-error";
import { broken, inPlays } from "./in-plays";
import { type Breakage, minute, play, type Stage } from "./play";

/*
 * The diagnosis with Google down, slow, refusing or answering nonsense, and the honest text of each: e2e/api/google-down.test.ts.
 * Here: what is being applied waits, and nothing of it is lost.
 */

const test = inPlays();

type Down = readonly [what: string, fault: object];
const ways: readonly Down[] = [
  ["refuses for now", { status: 429 }],
  ["does not know us", { status: 401 }],
  ["is somebody else's page", { status: 200, body: "<!doctype html>" }],
];

/** Google is down for a minute and a half, from just before the first grant is asked for; the state meanwhile goes to `seen`. */
const outage =
  (fault: object, seen: string[]) =>
  ({ ask, google, grants, id, time }: Stage) => {
    time.at(5_000, () => google.control("POST", "/faults", [{ match: {}, ...fault }]));
    time.at(6_000, () => ask("a"));
    for (let at = 10_000; at < 1.5 * minute; at += 10_000) {
      time.at(at, async () => {
        seen.push((await grants.get(id("a")))?.state ?? "gone");
      });
    }
    time.at(1.5 * minute, () => google.control("DELETE", "/faults"));
  };

describe("P11: while Google is down a grant waits and says so, and afterwards it goes on", () => {
  it.each(ways)("holds when Google %s", async (_, fault) => {
    const seen: string[] = [];
    const run = await play(test().store, outage(fault, seen));
    expect(new Set(seen)).toEqual(new Set(["approved"]));
    expect(broken(run)).toEqual([]);
    expect(run.grants.map(({ endReason }) => endReason)).toEqual(["expired"]);
  });

  it("is seen to be broken by an applier that takes silence for a yes", async () => {
    const optimistic: Breakage = {
      container: (port) => {
        let wanted: readonly { readonly cidrBlock: string; readonly displayName?: string }[] | undefined;
        let view: Awaited<ReturnType<typeof port.getCluster>> | undefined;
        return {
          ...port,
          async getCluster(...given) {
            view = await port.getCluster(...given).catch((error: unknown) => {
              if (!isGoogleError(error) || !view) throw error;
              return view;
            });
            const entries = wanted?.map(({ cidrBlock, displayName = "" }) => ({
              ...{ cidrBlock, displayName },
              network: cidrBlock,
            }));
            return { ...view, authorizedNetworks: { ...view.authorizedNetworks, ...(entries ? { entries } : {}) } };
          },
          async updateAuthorizedNetworks(name, request, timeoutMs) {
            type Body = {
              readonly update: {
                readonly desiredControlPlaneEndpointsConfig: {
                  readonly ipEndpointsConfig: {
                    readonly authorizedNetworksConfig: { readonly cidrBlocks: typeof wanted };
                  };
                };
              };
            };
            const config = (request.body as Body).update.desiredControlPlaneEndpointsConfig.ipEndpointsConfig;
            return port.updateAuthorizedNetworks(name, request, timeoutMs).catch(() => {
              wanted = config.authorizedNetworksConfig.cidrBlocks;
              return { operation: "operation-none" };
            });
          },
          getOperation: async () => ({ done: true, failure: null, endedAt: null }),
        };
      },
    };
    const seen: string[] = [];
    const down = outage({ status: 429 }, seen);
    const run = await play(
      test().store,
      (stage) => {
        // Looked at once before it is down.
        stage.time.at(1_000, () => stage.ask("early", { cidr: "62.9.0.0/24", durationMs: 4 * minute }));
        stage.time.at(4_000, () => undefined);
        down(stage);
      },
      optimistic,
    );
    expect(broken(run)).toContain("P7");
  });
});
