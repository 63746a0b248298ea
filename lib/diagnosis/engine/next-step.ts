import type { Finding, Missing } from "@/lib/diagnosis/checks/outcome";
import { endpointTitles } from "@/lib/diagnosis/facts/derive/endpoint-match";
import type { EndpointKind } from "@/lib/diagnosis/facts/schema";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";

/** What to do about the cause: its first remedy as one sentence. */
export function nextStep(remedy: RemedyRef | undefined): string {
  switch (remedy?.id) {
    case "get-credentials":
      return `Get a kubeconfig for the ${endpointTitles[remedy.params.endpoint]}.`;
    case "use-context":
      return `Switch kubectl to the context ${remedy.params.context}.`;
    case "log-in":
      return "Log in to Google again.";
    case "install-auth-plugin":
      return "Install the credential plugin, and put it on kubectl's PATH.";
    case "repair-kubeconfig":
      return "Repair the kubeconfig; keep a copy of it first.";
    case "set-tls-server-name":
      return "Set tls-server-name in the kubeconfig to a name that the certificate has.";
    case "synchronise-clock":
      return "Compare the clock with the real time, and set it.";
    case "correct-proxy":
      return remedy.params.proxy === null
        ? "See whether HTTPS_PROXY or proxy-url is set, and correct it or connect without it."
        : `Start or correct the proxy ${remedy.params.proxy}, or connect without it.`;
    case "correct-location":
      return `Use the location ${remedy.params.cluster.location} and the project ${remedy.params.cluster.project}.`;
    case "wait-for-cluster":
      return "Wait until the cluster is ready, then run again.";
    case "wait-for-operation":
      return "Wait until the running operation has ended, then try again.";
    case "repair-cluster":
      return "Read what GKE reports about the cluster, and repair that.";
    case "enable-kubernetes-api":
      return "Enable the Kubernetes Engine API in the project.";
    case "grant-role":
      return `Have somebody grant ${remedy.params.role} to the account.`;
    case "open-dns-endpoint":
      return "Open the DNS endpoint: IAM guards it, instead of a list of addresses.";
    case "enable-global-access":
      return "Open the private endpoint to every region of its network.";
    case "configure-dns":
      return "Make the names under gke.goog resolve in your network.";
    case "allow-in-perimeter":
      return "Have whoever runs the service perimeter let your address in.";
    case "enable-public-endpoint":
      return "Switch the public endpoint on, guarded by authorized networks.";
    case "enable-authorized-networks":
      return `Turn authorized networks on, for ${remedy.params.cidrs.join(", ")} alone.`;
    case "use-private-network":
      return "Connect from inside its network, by VPN or by a tunnel through a VM there.";
    case "allow-network":
      return `Add ${remedy.params.cidr} to the authorized networks.`;
    case "replace-network":
      return `Replace the entry ${remedy.params.before} by ${remedy.params.after}, if it is yours.`;
    case "remove-network":
      return `Remove the entry ${remedy.params.cidr}.`;
    case "aggregate-networks":
      return "Aggregate the entries of the list, so that it has room for yours.";
    case "restore-networks":
      return "Restore the entries that were lost.";
    case "allow-google-cloud":
      return "Let in all of Google Cloud's addresses.";
    case "use-ipv4":
      return "Find the IPv4 address that GKE sees, and diagnose with that one.";
    case "create-role-binding":
      return `Have an administrator of the cluster bind a role to ${remedy.params.user}.`;
    case undefined:
      return "Show the evidence to whoever runs the cluster.";
  }
}

/** What to add or to mend so that the next run can decide. */
export function stepToDecide({ missing: [missing] }: Finding, target: EndpointKind | undefined): string {
  if (!missing) return "Run again, and report it if the same comes back.";
  switch (missing.reason) {
    case "permission-denied":
      return `Give Drawbridge what is missing (${missing.detail}), then run again.`;
    case "unauthenticated":
      return "Renew Drawbridge's own Google login, then run again.";
    case "rate-limited":
    case "timed-out":
    case "unavailable":
      return "Run again in a moment.";
    default:
      return stepToObserve(missing, target);
  }
}

function stepToObserve({ fact, detail }: Missing, target: EndpointKind | undefined): string {
  switch (fact) {
    case "caller":
    case "egress":
      return target === "public"
        ? "Run `curl -4 -s https://checkip.amazonaws.com` where kubectl runs, and type the answer as your address."
        : "Type the address that your connections leave from, and run again.";
    case "target":
      return "Choose an endpoint or type your address, and run again.";
    case "cluster":
      return `Try kubectl and paste its output: Google does not tell ${detail}.`;
    default:
      return `Find out what is missing (${detail}), then run again.`;
  }
}
