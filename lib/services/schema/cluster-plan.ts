import { z } from "zod";
import { clusterResource } from "./request";

const cidr = z.string().min(1).max(64);
const nothing = z.strictObject({}).default({});

/** Remedies that need no diagnosis: they are about the cluster and its list, whoever looks at it. */
export const clusterPlanRequest = z.strictObject({
  cluster: clusterResource,
  remedy: z.discriminatedUnion("id", [
    z.strictObject({ id: z.literal("remove-network"), params: z.strictObject({ cidr }) }),
    z.strictObject({ id: z.literal("replace-network"), params: z.strictObject({ before: cidr, after: cidr }) }),
    z.strictObject({ id: z.literal("aggregate-networks"), params: nothing }),
    z.strictObject({
      id: z.literal("enable-authorized-networks"),
      params: z.strictObject({ cidrs: z.array(cidr).min(1).max(50) }),
    }),
    z.strictObject({ id: z.literal("open-dns-endpoint"), params: nothing }),
    z.strictObject({ id: z.literal("enable-global-access"), params: nothing }),
  ]),
});

export type ClusterRemedy = z.infer<typeof clusterPlanRequest>["remedy"];
