import { defineRemedy } from "./define-remedy";

/** Finds the public IPv4 address that GKE sees; nothing is changed. */
export const useIpv4 = defineRemedy({
  id: "use-ipv4",
  risk: "none",
  needs: ["cluster", "caller"],

  plan({ cluster, caller }) {
    const { address, family, scope } = caller;
    if (family === "ipv4" && scope === "public") {
      return { refused: `${address} is a public IPv4 address already: it is the one that GKE sees.` };
    }
    const endpoint = cluster.endpoints.public.address;
    return {
      title: "Find and use the IPv4 address that GKE sees",
      steps: [
        {
          summary: "Where kubectl runs, ask for its IPv4 address: curl -4 -s https://checkip.amazonaws.com",
          request: null,
        },
        {
          summary: "Ask a second one, which may see another: dig -4 +short myip.opendns.com @resolver1.opendns.com",
          request: null,
        },
        { summary: "Diagnose again with that address typed in, and let it in if it is not listed.", request: null },
        { summary: "Without any IPv4 address, use the DNS endpoint, or a VPN that has one.", request: null },
      ],
      changes: [],
      permissions: [],
      commands: { gcloud: null, kubectl: null, terraform: null },
      undo: null,
      warnings: [
        `${endpoint ? `The public endpoint ${endpoint}` : "A public endpoint"} has an IPv4 address only, and authorized networks take IPv4 only.`,
        "A provider that shares IPv4 addresses among customers changes them: a listed address may be somebody else's tomorrow.",
      ],
      files: [],
    };
  },
});
