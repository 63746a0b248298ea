import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { configureDns } from "./configure-dns";

function propose(differences: Parameters<typeof clusterView>[0] = {}) {
  return configureDns.propose(healthySnapshot({ cluster: clusterView(differences) }), {});
}

function planOf(differences: Parameters<typeof clusterView>[0] = {}) {
  const plan = propose(differences);
  if ("refused" in plan) throw new Error(plan.refused);
  return plan;
}

describe("configure-dns", () => {
  it("sends nothing, and gives the zone, its records and the subnet's switch", () => {
    const { steps, commands, risk } = planOf();
    expect(risk).toBe("disruptive");
    expect(steps.filter(({ request }) => request !== null)).toEqual([]);
    const lines = commands.gcloud?.replaceAll(" \\\n  ", " ").split("\n");
    expect(lines).toEqual([
      "gcloud dns managed-zones create gke-goog --project corp-data-prod --description 'GKE DNS endpoints' --dns-name gke.goog. --visibility private --networks corp",
      "gcloud dns record-sets create gke.goog. --project corp-data-prod --zone gke-goog --type A --ttl 300 --rrdatas 199.36.153.8,199.36.153.9,199.36.153.10,199.36.153.11",
      "gcloud dns record-sets create '*.gke.goog.' --project corp-data-prod --zone gke-goog --type CNAME --ttl 300 --rrdatas gke.goog.",
      "gcloud compute networks subnets update data --project corp-data-prod --region europe-west1 --enable-private-ip-google-access",
    ]);
  });

  it("shows what would be there afterwards", () => {
    expect(planOf().changes).toEqual([
      {
        field: "gke-goog: gke.goog. A",
        before: null,
        after: "199.36.153.8, 199.36.153.9, 199.36.153.10, 199.36.153.11",
      },
      { field: "gke-goog: *.gke.goog. CNAME", before: null, after: "gke.goog." },
      { field: "data: privateIpGoogleAccess", before: null, after: "true" },
    ]);
  });

  it("goes to the host project of a Shared VPC", () => {
    const { commands } = planOf({
      network: "projects/corp-net/global/networks/shared",
      subnetwork: "projects/corp-net/regions/europe-west4/subnetworks/gke",
    });
    expect(commands.gcloud).toContain("--project corp-net");
    expect(commands.gcloud).not.toContain("--project corp-data-prod");
    expect(commands.gcloud).toContain("--region europe-west4");
    expect(commands.terraform).toContain('network_url = "projects/corp-net/global/networks/shared"');
  });

  it("copes with names that are no paths, in a zone", () => {
    const { commands } = planOf({ network: "corp", subnetwork: "data", name: { location: "europe-west1-b" } });
    expect(commands.gcloud).toContain("--networks corp");
    expect(commands.gcloud).toContain("--region europe-west1 ");
  });

  it("says that it is only the usual reason, and whom the zone concerns", () => {
    expect(planOf().warnings.slice(0, 2)).toEqual([
      "That a private zone is missing is the usual reason, and not proven here.",
      "The zone answers for every name of gke.goog in corp, not only for this cluster's.",
    ]);
  });

  it("refuses a cluster without a DNS endpoint", () => {
    expect(propose({ endpoints: { dns: { host: null } } })).toEqual({
      refused: expect.stringContaining("no DNS endpoint"),
    });
  });
});
