import { authorizedNetworksField } from "@/lib/diagnosis/facts/derive/admission";
import { listPlan } from "./authorized-networks/list-plan";
import { listable, refuseCovered } from "./authorized-networks/refuse";
import { defineRemedy } from "./define-remedy";

/** Turns filtering on, with the entries that are there and the given networks. Everybody else is locked out at once. */
export const enableAuthorizedNetworks = defineRemedy({
  id: "enable-authorized-networks",
  risk: "dangerous",
  needs: ["cluster"],

  plan({ cluster }, { cidrs }) {
    const { authorizedNetworks: networks } = cluster;
    if (networks.enabled) return { refused: "Authorized networks are on already." };
    const filtered = { ...cluster, authorizedNetworks: { ...networks, enabled: true } };
    const entries = networks.entries.map(({ cidrBlock, displayName }) => ({ cidrBlock, displayName }));
    for (const cidr of new Set(cidrs)) {
      const allowed = listable(filtered, { kind: "public", host: "", chosenBy: "request", why: "" }, cidr);
      if ("refused" in allowed) return allowed;
      if (refuseCovered(cluster, allowed.network) !== undefined) continue;
      entries.push({ cidrBlock: allowed.network, displayName: "let in when filtering began" });
    }
    const listed = entries.map(({ cidrBlock }) => cidrBlock).join(", ");
    const plan = listPlan(filtered, entries, {
      title: "Turn authorized networks on",
      step: `Turn filtering on, and let in ${listed}.`,
      undo: null,
      warnings: [
        `Today every address is let in. From then on only ${listed} is: every other office, VPN, CI runner and person is locked out at once.`,
        "Drawbridge never turns filtering off again: that would let in every address.",
        ...(networks.googleCloudAccess === false
          ? []
          : ["Google Cloud's own addresses may be let in all the same (gcpPublicCidrsAccessEnabled)."]),
      ],
    });
    if ("refused" in plan) return plan;
    const enabled = { field: `${authorizedNetworksField}.enabled`, before: "false", after: "true" };
    return { ...plan, changes: [enabled, ...plan.changes] };
  },
});
