import type { CauseText } from "./cause-text";
import type { ErrorCause } from "./causes";

/** The words for what gcloud and the Google APIs say. None of it is about the way to the control plane itself. */
export const gcloudTexts = {
  "gcloud-no-account": {
    title: "gcloud is not logged in.",
    why: "No account is active on this machine, so no request was sent to Google.",
    remedies: ["log-in"],
  },
  "gcloud-reauth-required": {
    title: "The gcloud login has expired.",
    why: "Google refused to renew the token: the login expired, was revoked, or the company's session length is over.",
    remedies: ["log-in"],
  },
  "gcloud-unauthenticated": {
    title: "Google does not accept the token.",
    why: "The request reached Google with a token that is expired, malformed or missing.",
    remedies: ["log-in"],
  },
  "gcloud-insufficient-scopes": {
    title: "The token is not made for this API.",
    why: "The login works, but its scopes do not include the Kubernetes Engine API; on a virtual machine the machine's own scopes decide.",
    remedies: ["log-in"],
  },
  "gcloud-permission-denied": {
    title: "This account lacks a permission in Google Cloud.",
    why: "Google was reached and the login works; IAM does not grant what was asked for. This says nothing about the network path to the control plane.",
    remedies: ["grant-role"],
  },
  "gcloud-project-missing": {
    title: "gcloud does not know which project is meant.",
    why: "No project is set, so no request was sent.",
    remedies: ["correct-location"],
  },
  "gcloud-project-not-found": {
    title: "The project does not exist, or this account may not see it.",
    why: "Google gives the same answer for both.",
    remedies: ["correct-location", "grant-role"],
  },
  "gcloud-api-disabled": {
    title: "The Google Cloud API is not enabled in the project.",
    why: "The login works; the project has never used this API, or it was switched off.",
    remedies: ["enable-kubernetes-api"],
  },
  "gcloud-billing-disabled": {
    title: "Billing is off for the project.",
    why: "Google refuses the API until the project has an active billing account.",
    remedies: [],
  },
  "gcloud-organization-policy": {
    title: "An organization policy forbids the change.",
    why: "A constraint of the organization or folder refuses this setting, whoever asks.",
    remedies: [],
  },
  "gcloud-quota-exceeded": {
    title: "A quota of the Google API is used up.",
    why: "Too many requests in a short time; Google answers again when the minute or day is over.",
    remedies: [],
  },
  "gcloud-location-missing": {
    title: "The command lacks the cluster's location.",
    why: "gcloud needs --location with the cluster's region or zone; no request was sent.",
    remedies: ["correct-location"],
  },
  "gcloud-cluster-not-found": {
    title: "There is no such cluster in that project and location.",
    why: "The name, the location or the project is another one, or the cluster was deleted.",
    remedies: ["correct-location"],
  },
  "gcloud-cluster-provisioning": {
    title: "The cluster has no endpoint yet.",
    why: "It is probably still being created.",
    decidedBy: "Is the cluster's status PROVISIONING?",
    remedies: ["wait-for-cluster"],
  },
  "gcloud-cluster-not-running": {
    title: "The cluster is not running; the kubeconfig was written all the same.",
    why: "The control plane may not answer until the cluster's status is RUNNING again.",
    remedies: ["wait-for-cluster", "repair-cluster"],
  },
  "gcloud-not-private": {
    title: "--internal-ip was asked of a cluster that is not private.",
    why: "The cluster has no private endpoint configuration; its ordinary endpoint is the one to use.",
    remedies: ["get-credentials"],
  },
  "gcloud-no-private-endpoint": {
    title: "The cluster has no private endpoint address.",
    why: "--internal-ip needs one, and the cluster does not name any.",
    decidedBy: "Is the cluster's status RUNNING, and does its configuration name a private endpoint?",
    remedies: ["get-credentials"],
  },
  "gcloud-ip-endpoints-disabled": {
    title: "The cluster's IP endpoints are switched off.",
    why: "Only the DNS endpoint leads to this control plane; --internal-ip cannot work.",
    remedies: ["get-credentials"],
  },
  "gcloud-dns-endpoint-closed": {
    title: "The cluster's DNS endpoint does not take external traffic.",
    why: "allowExternalTraffic is off, so gcloud refuses to write a kubeconfig for the DNS endpoint.",
    remedies: ["open-dns-endpoint", "get-credentials"],
  },
  "gcloud-dns-endpoint-missing": {
    title: "The cluster has no DNS endpoint.",
    why: "--dns-endpoint needs one, and the cluster's configuration does not name any.",
    remedies: ["get-credentials"],
  },
  "gcloud-dns-endpoint-conflict": {
    title: "The DNS endpoint and application default credentials were asked for together.",
    why: "gcloud accepts only one of the two.",
    remedies: ["get-credentials"],
  },
  "gcloud-operation-running": {
    title: "Another operation is running on the cluster.",
    why: "GKE changes a cluster by one operation at a time; this change was not made and has to be built anew when the other has ended.",
    remedies: ["wait-for-operation"],
  },
  "gcloud-operation-failed": {
    title: "The operation on the cluster failed.",
    why: "GKE accepted the change and could not carry it out; its message says why.",
    remedies: [],
  },
  "gcloud-operation-timeout": {
    title: "gcloud stopped waiting; the operation goes on.",
    why: "The change may still succeed.",
    remedies: ["wait-for-operation"],
  },
  "gcloud-etag-conflict": {
    title: "Somebody else changed it at the same time.",
    why: "The change was based on an older state and was refused. It has to be built again on the current one.",
    remedies: [],
  },
  "gcloud-not-reserved-network": {
    title: "A public network cannot be authorized on this cluster.",
    why: "The public endpoint is off, and then only private ranges may be listed. The list was not changed.",
    remedies: ["open-dns-endpoint", "use-private-network"],
  },
  "gcloud-authorized-networks-required": {
    title: "Authorized networks cannot be switched off on this cluster.",
    why: "With the public endpoint off, GKE insists on the list. Nothing was changed.",
    remedies: [],
  },
  "gcloud-too-many-networks": {
    title: "The list of authorized networks would be too long.",
    why: "GKE limits the number of entries. The list was not changed.",
    remedies: ["aggregate-networks", "remove-network", "open-dns-endpoint"],
  },
  "gcloud-invalid-network": {
    title: "An entry for the authorized networks is not a valid network.",
    why: "GKE wants IPv4 networks such as 203.0.113.10/32. The list was not changed.",
    remedies: ["use-ipv4"],
  },
  "gcloud-invalid-argument": {
    title: "Google refused the request as it stands.",
    why: "The request was understood and a value in it, or the cluster's state, does not allow it. Nothing was changed.",
    remedies: [],
  },
  "gcloud-not-found": {
    title: "What the command names does not exist.",
    why: "Google was reached, and knows no such resource under that name.",
    remedies: ["correct-location"],
  },
  "gcloud-identity-pool-missing": {
    title: "The project has no Workload Identity pool yet.",
    why: "The pool appears with the first cluster that has Workload Identity enabled; until then it cannot be bound.",
    remedies: [],
  },
  "gcloud-condition-required": {
    title: "The policy has conditions, and the command says none.",
    why: "gcloud refuses to guess; --condition=None adds a binding without a condition. Nothing was changed.",
    remedies: [],
  },
  "gcloud-kubeconfig-unwritable": {
    title: "gcloud cannot write the kubeconfig.",
    why: "Neither HOME nor KUBECONFIG leads to a file that this user may write.",
    remedies: ["repair-kubeconfig"],
  },
  "gcloud-api-unreachable": {
    title: "gcloud cannot reach Google's API.",
    why: "The way to googleapis.com is broken: proxy, DNS or firewall. The cluster's control plane was not called.",
    remedies: ["correct-proxy", "configure-dns"],
  },
  "gcloud-api-unavailable": {
    title: "Google's API is failing at the moment.",
    why: "Google was reached and answered with a server error.",
    remedies: [],
  },
  "gcloud-captive-portal": {
    title: "A web page answered in the place of Google's API.",
    why: "HTML came back where JSON was due: a login page of the network, or a company proxy's sign-in.",
    remedies: ["correct-proxy"],
  },
  "gcloud-invalid-setting": {
    title: "A gcloud setting is not valid.",
    why: "gcloud refused its own configuration before it sent anything.",
    remedies: [],
  },
  "gcloud-usage": {
    title: "The gcloud command itself is the problem.",
    why: "Arguments are missing, mistyped or do not go together; no change was made.",
    remedies: [],
  },
} as const satisfies Partial<Record<ErrorCause, CauseText>>;
