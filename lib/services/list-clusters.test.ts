import { describe, expect, it } from "vitest";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import type { ServiceContext } from "./context";
import { listClusters } from "./list-clusters";

/* Names in which code units and the alphabet of a language differ: dashes and digits before letters. */
const names = Array.from({ length: 450 }, (_, index) => `c${index % 3 === 0 ? "-" : ""}${index.toString(36)}`);

const context: ServiceContext = {
  ...({} as ServiceContext),
  projects: ["corp-data-prod"],
  directory: {
    list: async () => ({
      clusters: names.map((cluster) =>
        clusterView({ name: { project: "corp-data-prod", location: "europe-west1", cluster } }),
      ),
      problems: [],
    }),
  },
};

const all = { project: null, q: null, cursor: null };

describe("listClusters", () => {
  it("gives every cluster once, over all pages, in one order", async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listClusters(context, { ...all, cursor });
      seen.push(...page.clusters.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual([...names].sort());
  });

  it.each(["", "bogus", "%00", Buffer.from("a\u0000b").toString("base64url"), "Y\u00e4"])(
    "refuses the cursor %j, which is not its own",
    async (cursor) => {
      await expect(listClusters(context, { ...all, cursor })).rejects.toMatchObject({ details: { status: 400 } });
    },
  );
});
