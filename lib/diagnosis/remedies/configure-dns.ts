import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { hclString } from "@/lib/kubernetes/hcl-quote";
import { command, shellQuote } from "@/lib/kubernetes/shell-quote";
import { defineRemedy } from "./define-remedy";

/** `private.googleapis.com`, 199.36.153.8/30: reachable with Private Google Access, without the internet. */
const privateAddresses = ["199.36.153.8", "199.36.153.9", "199.36.153.10", "199.36.153.11"];
const zone = "gke-goog";

/** Instructions to make `*.gke.goog` resolvable, and routed, in a network without a way to the internet. */
export const configureDns = defineRemedy({
  id: "configure-dns",
  risk: "disruptive",
  needs: ["cluster"],

  plan({ cluster }) {
    const { host } = cluster.endpoints.dns;
    if (host === null)
      return { refused: "Google names no DNS endpoint for this cluster (dnsEndpointConfig.endpoint)." };
    const place = placeOf(cluster);
    return {
      title: "Make the DNS endpoint's name resolve",
      steps: [
        { summary: `See what your resolver says: dig +short ${shellQuote(host)}`, request: null },
        {
          summary:
            "Ask a public one as well (dig +short … @8.8.8.8): a name that is unknown there too is out of date, so get a kubeconfig anew.",
          request: null,
        },
        {
          summary:
            "If only yours does not know it, let it forward gke.goog, or take the private zone below for a network without internet.",
          request: null,
        },
        {
          summary:
            "Switch on Private Google Access for the subnet, with a route for 199.36.153.8/30 to the default internet gateway.",
          request: null,
        },
      ],
      changes: [
        { field: `${zone}: gke.goog. A`, before: null, after: privateAddresses.join(", ") },
        { field: `${zone}: *.gke.goog. CNAME`, before: null, after: "gke.goog." },
        { field: `${place.subnetwork}: privateIpGoogleAccess`, before: null, after: "true" },
      ],
      permissions: [
        "dns.managedZones.create",
        "dns.resourceRecordSets.create",
        "dns.changes.create",
        "compute.subnetworks.setPrivateIpGoogleAccess",
      ],
      commands: { gcloud: gcloudCommands(place), kubectl: null, terraform: terraformBlocks(place) },
      undo: `Delete the zone ${zone} and its records: names of gke.goog resolve as before.`,
      warnings: [
        "That a private zone is missing is the usual reason, and not proven here.",
        `The zone answers for every name of gke.goog in ${place.network}, not only for this cluster's.`,
        "From on-premises, forward gke.goog to Cloud DNS and route 199.36.153.8/30 through the VPN.",
        "Inside a service perimeter, use restricted.googleapis.com (199.36.153.4/30) instead.",
      ],
      files: [],
    };
  },
});

type Place = {
  readonly project: string;
  readonly network: string;
  readonly region: string;
  readonly subnetwork: string;
};

/** Where the network is: for a Shared VPC in the host project, which its full path names. */
function placeOf({ name, network, subnetwork }: ClusterView): Place {
  const [, host] = /^projects\/([^/]+)\/global\/networks\//.exec(network) ?? [];
  const [, region] = /\/regions\/([^/]+)\//.exec(subnetwork) ?? [];
  return {
    project: host ?? name.project,
    network: network.slice(network.lastIndexOf("/") + 1),
    region: region ?? name.location.replace(/-[a-z]$/, ""),
    subnetwork: subnetwork.slice(subnetwork.lastIndexOf("/") + 1),
  };
}

function gcloudCommands({ project, network, region, subnetwork }: Place): string {
  const record = (dnsName: string, type: string, data: string) =>
    command([
      ...["gcloud", "dns", "record-sets", "create", dnsName, "--project", project, "--zone", zone],
      ...["--type", type, "--ttl", "300", "--rrdatas", data],
    ]);
  return [
    command([
      ...["gcloud", "dns", "managed-zones", "create", zone, "--project", project, "--description", "GKE DNS endpoints"],
      ...["--dns-name", "gke.goog.", "--visibility", "private", "--networks", network],
    ]),
    record("gke.goog.", "A", privateAddresses.join(",")),
    record("*.gke.goog.", "CNAME", "gke.goog."),
    command([
      ...["gcloud", "compute", "networks", "subnets", "update", subnetwork, "--project", project],
      ...["--region", region, "--enable-private-ip-google-access"],
    ]),
  ].join("\n");
}

function terraformBlocks({ project, network }: Place): string {
  const networkId = hclString(`projects/${project}/global/networks/${network}`);
  const records = [
    { label: "gke_goog", name: "gke.goog.", type: "A", data: privateAddresses },
    { label: "gke_goog_any", name: "*.gke.goog.", type: "CNAME", data: ["gke.goog."] },
  ].map(({ label, name, type, data }) =>
    [
      `resource "google_dns_record_set" "${label}" {`,
      `  project      = ${hclString(project)}`,
      "  managed_zone = google_dns_managed_zone.gke_goog.name",
      `  name         = ${hclString(name)}`,
      `  type         = ${hclString(type)}`,
      "  ttl          = 300",
      `  rrdatas      = [${data.map(hclString).join(", ")}]`,
      "}",
    ].join("\n"),
  );
  const managedZone = [
    'resource "google_dns_managed_zone" "gke_goog" {',
    `  project    = ${hclString(project)}`,
    `  name       = ${hclString(zone)}`,
    '  dns_name   = "gke.goog."',
    '  visibility = "private"',
    "",
    "  private_visibility_config {",
    "    networks {",
    `      network_url = ${networkId}`,
    "    }",
    "  }",
    "}",
  ].join("\n");
  return `${[managedZone, ...records].join("\n\n")}\n`;
}
