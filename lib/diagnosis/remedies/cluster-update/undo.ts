import { addressScope } from "@/lib/core/address";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { authorizedNetworksField } from "@/lib/diagnosis/facts/derive/admission";
import { blockOf, formatBlock, smallestCover } from "@/lib/diagnosis/facts/derive/blocks";
import { whyNotUpdatable } from "@/lib/diagnosis/facts/derive/updatable";
import { updatePermissions } from "@/lib/diagnosis/remedies/authorized-networks/list-plan";
import { networksConfig } from "@/lib/diagnosis/remedies/authorized-networks/networks-config";
import { authorizedNetworksUpdate, type NetworkEntry } from "@/lib/diagnosis/remedies/authorized-networks-update";
import { endpointsUpdate, updateCommand, updateWarnings } from "@/lib/diagnosis/remedies/endpoints/endpoints-update";
import type { FieldChange, PlanDraft, PlannedRequest, Refusal, Risk } from "@/lib/engine/plan";
import { entriesBack } from "./entries-back";
import { type ClusterSettings, settingsAfter, settingsOf, type UpdateBody } from "./settings";

/** What is known of an update that was applied: the cluster as it was, and the body that was sent. */
export type Undoable = { readonly title: string; readonly before: ClusterSettings; readonly body: UpdateBody };

/** The settings before the update, as it left them, and now. */
type Moments = { readonly before: ClusterSettings; readonly after: ClusterSettings; readonly now: ClusterSettings };

type Way = {
  readonly request: PlannedRequest;
  readonly changes: readonly FieldChange[];
  readonly gcloud: string | null;
  readonly terraform: string | null;
  readonly risk: Risk;
  readonly warnings: readonly string[];
};

/**
 * Takes an update back on the cluster as it is now: exactly the fields that it changed, and nothing that others changed
 * since. Refused, with what differs, when somebody else has changed one of those fields meanwhile.
 *
 * Authorized networks are never turned off again, whatever the update did: that would let in every address.
 */
export function planUndo({ title, before, body }: Undoable, cluster: ClusterView): PlanDraft | Refusal {
  const unready = whyNotUpdatable(cluster);
  if (unready !== undefined) return { refused: unready };
  const way = wayBack({ before, after: settingsAfter(before, body), now: settingsOf(cluster) }, cluster);
  if ("refused" in way) return way;
  const { request, changes, gcloud, terraform, risk, warnings } = way;
  return {
    title: `Undo: ${title}`,
    risk,
    steps: [{ summary: "Put back what this change changed, and leave everything else as it is now.", request }],
    changes,
    permissions: updatePermissions,
    commands: { gcloud, kubectl: null, terraform },
    undo: "Undo this change in turn, on the cluster as it is by then.",
    warnings: [...warnings, ...updateWarnings(cluster)],
    files: [],
  };
}

function wayBack(moments: Moments, cluster: ClusterView): Way | Refusal {
  const { before, after } = moments;
  if (after.publicEndpoint !== before.publicEndpoint) return publicEndpointBack(moments, cluster);
  if (after.dnsExternalTraffic !== before.dnsExternalTraffic) {
    const field = "controlPlaneEndpointsConfig.dnsEndpointConfig.allowExternalTraffic";
    const request = endpointsUpdate(cluster, {
      dnsEndpointConfig: { allowExternalTraffic: before.dnsExternalTraffic },
    });
    const to = switchBack("dnsExternalTraffic", moments, { field, flag: "dns-access" }, cluster);
    const closes = "Whoever comes in through the DNS endpoint from outside Google is kept out from then on.";
    return "refused" in to ? to : { ...to, request, warnings: before.dnsExternalTraffic ? [] : [closes] };
  }
  if (after.globalAccess !== before.globalAccess) {
    const field = "controlPlaneEndpointsConfig.ipEndpointsConfig.globalAccess";
    const request = endpointsUpdate(cluster, { ipEndpointsConfig: { globalAccess: before.globalAccess } });
    const to = switchBack("globalAccess", moments, { field, flag: "master-global-access" }, cluster);
    const closes = "Whoever comes to the private endpoint from another region is kept out from then on.";
    return "refused" in to ? to : { ...to, request, warnings: before.globalAccess ? [] : [closes] };
  }
  return networksBack(moments, cluster);
}

/** A setting of its own, as it was. Widening again is no less a risk than it was. */
function switchBack(
  setting: "dnsExternalTraffic" | "globalAccess",
  { before, now }: Moments,
  { field, flag }: { readonly field: string; readonly flag: string },
  cluster: ClusterView,
): Omit<Way, "request" | "warnings"> | Refusal {
  const to = before[setting];
  if (now[setting] === to) return alreadyBack(field, to);
  return {
    changes: [{ field, before: String(!to), after: String(to) }],
    gcloud: updateCommand(cluster, [`--${to ? "" : "no-"}enable-${flag}`]),
    terraform: null,
    risk: to ? "widens-access" : "disruptive",
  };
}

/** The list goes along, as it is now: the public endpoint is never without it. */
function publicEndpointBack({ before, now }: Moments, cluster: ClusterView): Way | Refusal {
  const field = "controlPlaneEndpointsConfig.ipEndpointsConfig.enablePublicEndpoint";
  const to = before.publicEndpoint;
  if (now.publicEndpoint === to) return alreadyBack(field, to);
  if (!now.networks.enabled) {
    return { refused: "Authorized networks were turned off meanwhile: turn them on, or change the endpoint by hand." };
  }
  const { entries } = cluster.authorizedNetworks;
  const outside = to
    ? undefined
    : entries.find(({ network }) => network !== null && addressScope(network) === "public");
  if (outside) {
    return { refused: `${outside.cidrBlock} is a public network: GKE takes none while the public endpoint is off.` };
  }
  const authorizedNetworksConfig = networksConfig(now.networks, now.networks.entries);
  const closes = "Whoever comes in through the public endpoint is kept out from then on. Authorized networks stay on.";
  return {
    request: endpointsUpdate(cluster, { ipEndpointsConfig: { enablePublicEndpoint: to, authorizedNetworksConfig } }),
    changes: [{ field, before: String(!to), after: String(to) }],
    gcloud: updateCommand(cluster, [to ? "--no-enable-private-endpoint" : "--enable-private-endpoint"]),
    terraform: null,
    risk: to ? "dangerous" : "disruptive",
    warnings: [to ? "The control plane gets an address on the internet. Only the list stands before it." : closes],
  };
}

function networksBack({ before, after, now }: Moments, cluster: ClusterView): Way | Refusal {
  if (after.networks.enabled !== before.networks.enabled) {
    return { refused: "Authorized networks are never turned off by Drawbridge: that would let in every address." };
  }
  const flagged = after.networks.googleCloudAccess !== before.networks.googleCloudAccess;
  const flag = before.networks.googleCloudAccess ?? false;
  const field = `${authorizedNetworksField}.gcpPublicCidrsAccessEnabled`;
  if (flagged && now.networks.googleCloudAccess === flag) return alreadyBack(field, flag);
  const entries = flagged
    ? now.networks.entries
    : entriesBack(before.networks.entries, after.networks.entries, now.networks.entries);
  if ("refused" in entries) return entries;

  const networks = flagged ? { ...cluster.authorizedNetworks, googleCloudAccess: flag } : cluster.authorizedNetworks;
  const update = authorizedNetworksUpdate({ ...cluster, authorizedNetworks: networks }, entries);
  if ("refused" in update) return update;
  const told = now.networks.googleCloudAccess;
  const change = { field, before: told === null ? null : String(told), after: String(flag) };
  const { risk, warnings } = flagged ? flagRisk(flag) : listRisk(now.networks.entries, entries);
  return {
    request: update.request,
    changes: flagged ? [change] : update.changes,
    gcloud: flagged ? updateCommand(cluster, [`--${flag ? "" : "no-"}enable-google-cloud-access`]) : update.gcloud,
    terraform: update.terraform,
    ...{ risk, warnings },
  };
}

function flagRisk(to: boolean): Pick<Way, "risk" | "warnings"> {
  const warning = to
    ? "Every machine of every Google Cloud customer is let in to the public endpoint, not only yours."
    : "Whoever comes in by an address of Google Cloud alone is kept out from then on.";
  return { risk: to ? "dangerous" : "disruptive", warnings: [warning] };
}

function listRisk(now: readonly NetworkEntry[], after: readonly NetworkEntry[]): Pick<Way, "risk" | "warnings"> {
  if (covered(now) === covered(after)) return { risk: "safe", warnings: [] };
  const stay = covered([...now, ...after]) === covered(after);
  if (stay)
    return { risk: "widens-access", warnings: ["Everybody behind the entries that come back is let in again."] };
  return { risk: "disruptive", warnings: ["Whoever comes in by an entry that goes is kept out from then on."] };
}

/** The addresses that a list lets in, as one text: equal texts, equal addresses. */
function covered(entries: readonly NetworkEntry[]): string {
  const cover = smallestCover(entries.flatMap(({ cidrBlock }) => blockOf(cidrBlock) ?? []));
  return cover
    .map(({ block }) => formatBlock(block))
    .sort()
    .join();
}

function alreadyBack(field: string, value: boolean): Refusal {
  const name = field.slice(field.lastIndexOf(".") + 1);
  return { refused: `${name} is ${value} already, as it was before this change.` };
}
