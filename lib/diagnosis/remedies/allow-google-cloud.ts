import { authorizedNetworksField } from "@/lib/diagnosis/facts/derive/admission";
import { whyNotUpdatable } from "@/lib/diagnosis/facts/derive/updatable";
import { authorizedNetworksUpdate } from "./authorized-networks-update";
import { defineRemedy } from "./define-remedy";
import { endpointPermissions, updateCommand, updateLine, updateWarnings } from "./endpoints/endpoints-update";

/** Lets in every public address of Google Cloud. Cloud Shell gets in, and so does every customer's machine. */
export const allowGoogleCloud = defineRemedy({
  id: "allow-google-cloud",
  risk: "dangerous",
  needs: ["cluster", "target", "caller", "googleRange"],

  plan({ cluster, target, caller, googleRange }) {
    const { authorizedNetworks: networks, endpoints } = cluster;
    if (target.kind === "dns") return { refused: "You use the DNS endpoint, which no authorized network guards." };
    if (!endpoints.public.enabled) return { refused: "The public endpoint is off: no public address gets in." };
    if (networks.googleCloudAccess) {
      return { refused: "Google Cloud's addresses are let in already (gcpPublicCidrsAccessEnabled)." };
    }
    if (!googleRange.member) {
      return {
        refused: `${caller.address} is not an address of Google Cloud: this would let in everybody there but you.`,
      };
    }
    const unready = whyNotUpdatable(cluster);
    if (unready !== undefined) return { refused: unready };
    const opened = { ...cluster, authorizedNetworks: { ...networks, googleCloudAccess: true } };
    const update = authorizedNetworksUpdate(opened, networks.entries);
    if ("refused" in update) return update;

    const before = networks.googleCloudAccess === null ? null : "false";
    return {
      title: "Let in every address of Google Cloud",
      steps: [{ summary: "Allow Google Cloud's public addresses, with the list as it is.", request: update.request }],
      changes: [{ field: `${authorizedNetworksField}.gcpPublicCidrsAccessEnabled`, before, after: "true" }],
      permissions: endpointPermissions,
      commands: {
        gcloud: updateCommand(cluster, ["--enable-google-cloud-access"]),
        kubectl: null,
        terraform: update.terraform,
      },
      undo: `Keep them out again: ${updateLine(cluster, ["--no-enable-google-cloud-access"])}`,
      warnings: [
        "Every machine of every Google Cloud customer is let in to the public endpoint, not only yours.",
        "The DNS endpoint does the same for Cloud Shell and CI runners, guarded by IAM and without opening anything.",
        "GKE is reported to refuse this change on some older clusters.",
        ...(networks.privateEndpointEnforcement
          ? [
              "The gcloud command leaves out privateEndpointEnforcementEnabled, and it is not documented what GKE then makes of it.",
            ]
          : []),
        ...updateWarnings(cluster),
      ],
      files: [],
    };
  },
});
