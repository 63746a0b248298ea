import { mergePatch } from "@/lib/simulator/json/merge-patch";
import type { Base } from "./base";
import { standardNodes } from "./common";
import { regionalPublic } from "./regional-public";

const zones = ["{region}-b", "{region}-c", "{region}-d"];

/** A regional Standard cluster with private nodes (Private Service Connect), its public endpoint on. */
export const regionalPrivate: Base = {
  ...regionalPublic,
  resource: mergePatch(regionalPublic.resource, {
    ...standardNodes(zones, 3, true),
    networkConfig: { defaultEnablePrivateNodes: true },
    privateClusterConfig: { enablePrivateNodes: true },
  }),
};
