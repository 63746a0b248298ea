import { entryText } from "./authorized-networks/entry-text";
import { positionOf, withoutEntry } from "./authorized-networks/list-edits";
import { listPlan } from "./authorized-networks/list-plan";
import { refuseCluster } from "./authorized-networks/refuse";
import { defineRemedy } from "./define-remedy";

/** Takes one entry out of the list. The last one stays: an empty list lets nobody in. */
export const removeNetwork = defineRemedy({
  id: "remove-network",
  risk: "disruptive",
  needs: ["cluster"],

  plan({ cluster }, { cidr }) {
    const impossible = refuseCluster(cluster);
    if (impossible !== undefined) return { refused: impossible };
    const { entries } = cluster.authorizedNetworks;
    const found = positionOf(entries, cidr);
    if ("refused" in found) return found;
    const text = entryText(found.entry);
    if (entries.length === 1) {
      return { refused: `${text} is the last entry: without it nobody from outside is let in.` };
    }
    return listPlan(cluster, withoutEntry(entries, found.position), {
      title: `Remove ${found.entry.cidrBlock}`,
      step: `Send the list without ${text} and every other entry as it is.`,
      undo: `Add ${text} again, to the list as it is by then.`,
      warnings: [`Whoever connects from ${text} is kept out, unless another entry covers the address.`],
    });
  },
});
