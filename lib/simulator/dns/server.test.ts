import { Resolver } from "node:dns/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clustersOfWorlds } from "@/lib/simulator/cluster/simulated-cluster";
import { type Place, places } from "@/lib/simulator/places";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { testWorld } from "@/lib/simulator/testing";
import type { PlaceId } from "@/lib/simulator/world";

const worlds = [
  testWorld("ok"),
  testWorld("gone", { resolver: "nxdomain" }),
  testWorld("mute", { resolver: "timeout" }),
];
const [ok, gone, mute] = clustersOfWorlds(worlds);

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ worlds });
});
afterAll(() => simulator.close());

function resolver(place: PlaceId): Resolver {
  const made = new Resolver({ timeout: 100, tries: 1 });
  made.setServers([simulator.dns[place]]);
  return made;
}

describe("the resolvers", () => {
  it.each(places.map((place): [PlaceId, Place] => [place.id, place]))(
    "%s: both echoes answer its address",
    async (id, place) => {
      expect(await resolver(id).resolve4("myip.opendns.com")).toEqual([place.publicAddress]);
      expect(await resolver(id).resolveTxt("o-o.myaddr.l.google.com")).toEqual([[place.publicAddress]]);
    },
  );

  it("know the clusters' DNS endpoints, in any case", async () => {
    expect(await resolver("home").resolve4(ok?.addresses.dns ?? "")).toEqual([ok?.addresses.frontEnd]);
    expect(await resolver("home").resolve4((ok?.addresses.dns ?? "").toUpperCase())).toEqual([ok?.addresses.frontEnd]);
  });

  it.each([
    ["a name outside the simulated world", () => "example.com", "ENOTFOUND"],
    ["a cluster that does not exist", () => "gke-0.europe-west1.gke.goog", "ENOTFOUND"],
    ["a world whose resolver lacks the name", () => gone?.addresses.dns, "ENOTFOUND"],
    ["a world whose resolver is mute", () => mute?.addresses.dns, "ETIMEOUT"],
  ])("%s", async (_what, name, code) => {
    await expect(resolver("home").resolve4(name() ?? "")).rejects.toMatchObject({ code });
  });

  it("have no IPv6", async () => {
    await expect(resolver("home").resolve6("myip.opendns.com")).rejects.toMatchObject({ code: "ENODATA" });
  });

  it("answer the second echo that the control API set", async () => {
    const set = (address: string | null) =>
      fetch(`${simulator.control}/second-echo`, { method: "POST", body: JSON.stringify({ address }) });
    await set("185.44.108.99");
    expect(await resolver("office").resolveTxt("o-o.myaddr.l.google.com")).toEqual([["185.44.108.99"]]);
    expect(await resolver("office").resolve4("myip.opendns.com")).toEqual(["81.92.200.7"]);
    await set(null);
    expect(await resolver("office").resolveTxt("o-o.myaddr.l.google.com")).toEqual([["81.92.200.7"]]);
  });
});
