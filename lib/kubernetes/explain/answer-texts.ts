import type { CauseText } from "./cause-text";
import type { ErrorCause } from "./causes";

/** The words for what came back, and for what is no error of the path. */
export const answerTexts = {
  "http-400": {
    title: "Something that is no Kubernetes API rejected the request.",
    why: "An HTTP server answered 400 without a Kubernetes status: the kubeconfig's server is not the control plane, or something in between answers for it.",
    decidedBy: "Does the kubeconfig's `server` begin with https://, and who answers there?",
    remedies: ["get-credentials"],
  },
  "http-401": {
    title: "The API server does not accept the login.",
    why: "The network path works. The token is expired, revoked, of another organization, or was not sent.",
    remedies: ["log-in"],
  },
  "http-403": {
    title: "The API server refuses this user the action.",
    why: "The network path and the login work. Neither Kubernetes RBAC nor Google Cloud IAM grants what was asked for.",
    remedies: ["grant-role", "create-role-binding"],
  },
  "http-404": {
    title: "A server answered that does not have this resource.",
    why: "The path works, and what answers has not the path or object that was asked for: another server than expected, another cluster, or another API version.",
    decidedBy: "Is the current context the cluster that was meant?",
    remedies: ["get-credentials", "use-context"],
  },
  "http-429": {
    title: "The API server throttles this client.",
    why: "The network path works. The control plane is busy, or this client asks too often; it will answer again.",
    remedies: [],
  },
  "http-500": {
    title: "The API server failed inside.",
    why: "The network path works. Something in the control plane, or an admission webhook, failed while it handled the request.",
    decidedBy: "Which HTTP status does `kubectl -v=6` print: 500 or 502?",
    remedies: ["wait-for-cluster"],
  },
  "http-502": {
    title: "A gateway could not reach the API server.",
    why: "Something in front of the API server answered 502 in its place: the control plane is restarting, or a gateway points to the wrong place.",
    decidedBy: "Which HTTP status does `kubectl -v=6` print: 500 or 502?",
    remedies: ["wait-for-cluster", "correct-proxy"],
  },
  "http-503": {
    title: "The API server is not ready to serve.",
    why: "The network path works. The control plane is starting, upgrading or repairing itself.",
    remedies: ["wait-for-cluster", "wait-for-operation"],
  },
  "http-504": {
    title: "The API server, or a gateway before it, ran out of time.",
    why: "The network path works. The request may still have been carried out.",
    remedies: ["wait-for-cluster"],
  },
  "http-eof": {
    title: "The connection was closed after the request was sent.",
    why: "TLS was set up and the request went out; then the far end, or something in between, hung up without an answer.",
    decidedBy: "Does a TLS handshake alone succeed, so that only the request is left unanswered?",
    remedies: ["wait-for-cluster", "correct-proxy"],
  },
  "captive-portal": {
    title: "A web page answered in the place of the API server.",
    why: "HTML came back where JSON was due: a login page of the network, or a company proxy's sign-in.",
    decidedBy: "What does the page say, and whose certificate does it come with?",
    remedies: ["correct-proxy"],
  },
  deadline: {
    title: "The client's own time limit ran out before an answer came.",
    why: "The client gave up. By these words a connection may have been made, to a server that then stays silent.",
    decidedBy:
      "TCP and TLS succeed, and only the request stays unanswered; the same call without --request-timeout says where it stops.",
    remedies: ["wait-for-cluster"],
  },
  "dns-endpoint-forbidden": {
    title: "Google's front end refuses the DNS endpoint to this caller.",
    why: "The name, TCP and TLS work. Either external traffic is not allowed on the cluster's DNS endpoint, or this user lacks container.clusters.connect. Authorized networks do not apply here.",
    decidedBy: "Is the host a *.gke.goog name, and is allowExternalTraffic on?",
    remedies: ["open-dns-endpoint", "grant-role"],
  },
  "vpc-service-controls": {
    title: "VPC Service Controls forbid the call.",
    why: "A service perimeter of the organization does not let this caller in. The login and the path to Google work.",
    remedies: ["allow-in-perimeter"],
  },
  "no-agent-available": {
    title: "The API server cannot reach the nodes.",
    why: "The caller reached the API server. Its own way to the nodes (konnectivity agents) is broken, so exec, logs and port-forward fail.",
    remedies: ["repair-cluster"],
  },
  "webhook-unreachable": {
    title: "The API server cannot reach an admission webhook.",
    why: "The caller reached the API server. Its call to a webhook in the cluster failed, often because the firewall from control plane to nodes does not allow the webhook's port.",
    remedies: [],
  },
  "client-usage": {
    title: "The command itself is the problem.",
    why: "Nothing is wrong with the path: the command is mistyped, or names something that the cluster does not have or does not accept.",
    decidedBy: "Are name, namespace and current context spelled right?",
    remedies: [],
  },
  ok: {
    title: "This command worked.",
    why: "This is the output of a command that succeeded; there is no error in it.",
    decidedBy: "How long did the command take? Under two seconds is normal.",
    remedies: [],
  },
  "slow-ok": {
    title: "This command worked; if it took several seconds, the endpoint is not answering.",
    why: "The Cloud SDK's kubectl asks the cluster for its version before every command, for up to 5 seconds, even where the command only reads a local file.",
    decidedBy: "How long did the command take? About 5 seconds means that the endpoint did not answer.",
    remedies: [],
  },
  unknown: {
    title: "This text is not recognised.",
    why: "No known error of kubectl, a credential plugin, gcloud or another Kubernetes client is in it. Paste the whole output, with its last line.",
    remedies: [],
  },
} as const satisfies Partial<Record<ErrorCause, CauseText>>;
