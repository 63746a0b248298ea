import type { Grant } from "@/lib/changes/grant";
import type { ClusterName } from "@/lib/core/cluster-name";
import type { ServiceContext } from "@/lib/services/context";

/** Grants of this network that are not over and whose end is not decided. */
export async function openGrantsOf(
  { store }: Pick<ServiceContext, "store">,
  cluster: ClusterName,
  cidr: string,
): Promise<readonly Grant[]> {
  const { grants } = await store.grants.list({ cluster, states: ["approved", "active"], limit: 500 });
  return grants.filter((grant) => grant.cidr === cidr && grant.stop === null);
}
