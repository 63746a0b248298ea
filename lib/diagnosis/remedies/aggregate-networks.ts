import { aggregateEntries } from "./authorized-networks/aggregate";
import { entryText } from "./authorized-networks/entry-text";
import { listPlan } from "./authorized-networks/list-plan";
import { refuseCluster } from "./authorized-networks/refuse";
import { defineRemedy } from "./define-remedy";

/** Makes the list shorter without letting in one address more or less. */
export const aggregateNetworks = defineRemedy({
  id: "aggregate-networks",
  risk: "safe",
  needs: ["cluster"],

  plan({ cluster }) {
    const impossible = refuseCluster(cluster);
    if (impossible !== undefined) return { refused: impossible };
    const { entries } = cluster.authorizedNetworks;
    const { entries: fewer, merges } = aggregateEntries(entries);
    if (merges.length === 0) {
      return { refused: `None of the ${entries.length} entries covers another or is the other half of its block.` };
    }
    const gone = entries.length - fewer.length;
    return listPlan(cluster, fewer, {
      title: `Make ${fewer.length} entries of ${entries.length}`,
      step: `Send the list with ${gone} ${gone === 1 ? "entry" : "entries"} fewer, for exactly the same addresses.`,
      undo: "Add the merged entries again, to the list as it is by then.",
      warnings: merges.map(({ into, from }) => `${from.map(entryText).join(", ")} become ${entryText(into)}.`),
    });
  },
});
