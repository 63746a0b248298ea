import { prefixLength } from "@/lib/core/address";
import { withEntry } from "./authorized-networks/list-edits";
import { listPlan } from "./authorized-networks/list-plan";
import { listable, refuseCovered } from "./authorized-networks/refuse";
import { defineRemedy } from "./define-remedy";

/** Adds one network at the end of the list, under a name that says where it came from. Other entries stay as they are. */
export const allowNetwork = defineRemedy({
  id: "allow-network",
  risk: "widens-access",
  needs: ["cluster", "target"],

  plan({ cluster, target }, { cidr, displayName }) {
    const allowed = listable(cluster, target, cidr);
    if ("refused" in allowed) return allowed;
    const { network } = allowed;
    const covered = refuseCovered(cluster, network);
    if (covered !== undefined) return { refused: covered };

    const single = network.endsWith("/32");
    const text = single ? network.slice(0, -"/32".length) : network;
    const entry = { cidrBlock: network, displayName: displayName ?? `drawbridge ${text}` };
    return listPlan(cluster, withEntry(cluster.authorizedNetworks.entries, entry), {
      title: `Let ${text} in`,
      step: `Send the list with ${network} at its end and every other entry as it is.`,
      undo: `Remove the entry ${network} again, from the list as it is by then.`,
      warnings: [
        single
          ? `Everybody who shares the address ${text} is let in: a whole office, or a provider's customers.`
          : `All ${2 ** (32 - prefixLength(network))} addresses of ${network} are let in.`,
      ],
    });
  },
});
