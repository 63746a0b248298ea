import { listPlan } from "./authorized-networks/list-plan";
import { refuseCluster, refuseCovered, refuseRestoring } from "./authorized-networks/refuse";
import type { NetworkEntry } from "./authorized-networks-update";
import { defineRemedy } from "./define-remedy";

/**
 * Adds entries again that a recorded call removed, as they were written; the log does not keep display names.
 * Entries that are covered again, and those that GKE would refuse, are left out with a warning that names them.
 */
export const restoreNetworks = defineRemedy({
  id: "restore-networks",
  risk: "widens-access",
  needs: ["cluster"],

  plan({ cluster }, { cidrs }) {
    const impossible = refuseCluster(cluster);
    if (impossible !== undefined) return { refused: impossible };
    const lost: NetworkEntry[] = [];
    const skipped: string[] = [];
    for (const cidr of new Set(cidrs)) {
      const refused = refuseRestoring(cluster, cidr) ?? refuseCovered(cluster, cidr);
      if (refused === undefined) lost.push({ cidrBlock: cidr, displayName: "restored" });
      else skipped.push(refused);
    }
    if (lost.length === 0) {
      return { refused: skipped.length > 0 ? skipped.join(" ") : "The recorded call removed no entry." };
    }

    const texts = lost.map(({ cidrBlock }) => cidrBlock).join(", ");
    return listPlan(cluster, [...cluster.authorizedNetworks.entries, ...lost], {
      title: lost.length === 1 ? `Restore ${texts}` : `Restore ${lost.length} entries`,
      step: `Send the list with ${texts} at its end and every other entry as it is.`,
      undo: `Remove ${texts} again, from the list as it is by then.`,
      warnings: [
        "Make sure that the entries were not removed on purpose: everybody behind them is let in again.",
        ...skipped,
      ],
    });
  },
});
