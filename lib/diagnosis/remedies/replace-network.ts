import { entryText } from "./authorized-networks/entry-text";
import { positionOf, withCidr } from "./authorized-networks/list-edits";
import { listPlan } from "./authorized-networks/list-plan";
import { listable, refuseCluster, refuseCovered } from "./authorized-networks/refuse";
import { defineRemedy } from "./define-remedy";

/** Puts another network into an entry, in its place and under its display name. */
export const replaceNetwork = defineRemedy({
  id: "replace-network",
  risk: "disruptive",
  needs: ["cluster", "target"],

  plan({ cluster, target }, { before, after }) {
    const impossible = refuseCluster(cluster);
    if (impossible !== undefined) return { refused: impossible };
    const { entries } = cluster.authorizedNetworks;
    const found = positionOf(entries, before);
    if ("refused" in found) return found;
    const allowed = listable(cluster, target, after);
    if ("refused" in allowed) return allowed;
    const { network } = allowed;
    if (network === found.entry.cidrBlock) return { refused: `The entry is ${network} already.` };
    const others = {
      ...cluster.authorizedNetworks,
      entries: cluster.authorizedNetworks.entries.toSpliced(found.position, 1),
    };
    const covered = refuseCovered({ authorizedNetworks: others }, network);
    if (covered !== undefined) return { refused: `${covered} Remove the old entry instead.` };

    return listPlan(cluster, withCidr(entries, found.position, network), {
      title: `Replace ${found.entry.cidrBlock} by ${network}`,
      step: `Send the list with ${network} in the place of ${entryText(found.entry)} and every other entry as it is.`,
      undo: `Put ${found.entry.cidrBlock} back into the entry, in the list as it is by then.`,
      warnings: [`Whoever connects from ${entryText(found.entry)} is kept out from then on: be sure that it is yours.`],
    });
  },
});
