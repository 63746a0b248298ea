import { describe, expect, it } from "vitest";
import { authorizedNetworksUpdate } from "@/lib/diagnosis/remedies/authorized-networks-update";
import { googleIdentity } from "@/lib/google/auth";
import { containerReader } from "@/lib/google/container";
import { containerWriter } from "@/lib/google/container-writer";
import { placeOf, startChaosGoogle } from "../chaos/google";

/*
 * That a diagnosis sends nothing that writes, from any vantage to any endpoint: e2e/api/reads-only.test.ts. That no request to
 * the role `web` makes a write: e2e/api/web-role.test.ts. That only the applier's wiring can make a writer: lib/layers.test.ts.
 * Here: the identity that diagnoses could not write, if it wanted to.
 */

const place = placeOf("read-only", [{ cidrBlock: "81.92.200.0/24", displayName: "office" }]);

/** What an identity's credentials can do, with a correct update of the list. */
async function write(as: "tokenFile" | "applierTokenFile") {
  const google = await startChaosGoogle([place], () => new Date());
  try {
    const settings = { endpoint: google.simulator.google, tokenFile: google.simulator[as] };
    const identity = googleIdentity(settings);
    const view = await containerReader(settings, identity).getCluster(place.cluster, 10_000);
    const update = authorizedNetworksUpdate(view, [{ cidrBlock: "62.4.5.6/32", displayName: "" }]);
    if ("refused" in update) throw new Error(update.refused);
    const sent = containerWriter(settings, identity).updateAuthorizedNetworks(place.cluster, update.request, 10_000);
    const answer = await sent.catch((error: unknown) => error);
    const [entry] = [...(await google.history()).values()].flat();
    return { answer, identity: entry?.identity, outcome: entry?.outcome, refusal: entry?.refusal?.httpStatus };
  } finally {
    await google.simulator.close();
  }
}

describe("P10: a diagnosis changes nothing", () => {
  it("holds: Google refuses what its identity sends", async () => {
    expect(await write("tokenFile")).toMatchObject({
      answer: { reason: "permission-denied" },
      ...{ identity: "drawbridge-reader", outcome: "refused", refusal: 403 },
    });
  });

  it("is seen to be broken by an identity that may do more", async () => {
    expect(await write("applierTokenFile")).toMatchObject({ identity: "drawbridge-applier", outcome: "accepted" });
  });
});
