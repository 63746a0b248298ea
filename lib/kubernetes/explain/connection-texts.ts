import type { CauseText } from "./cause-text";
import type { ErrorCause } from "./causes";

/** The words for what keeps a request from arriving: configuration, plugin, names, routes, TCP, TLS and proxies. */
export const connectionTexts = {
  "kubeconfig-missing": {
    title: "kubectl found no kubeconfig.",
    why: "Without a configuration kubectl calls localhost:8080. No cluster was contacted.",
    decidedBy: "Does the file that KUBECONFIG or --kubeconfig names (else ~/.kube/config) exist?",
    remedies: ["get-credentials"],
  },
  "kubeconfig-invalid": {
    title: "The kubeconfig cannot be used as it is.",
    why: "The client refused its own configuration: unreadable, damaged, or with an entry missing. No cluster was contacted.",
    decidedBy: "Does the context in use name a cluster and a user that have entries of their own, with a server?",
    remedies: ["repair-kubeconfig", "get-credentials"],
  },
  "no-current-context": {
    title: "The kubeconfig has no current context.",
    why: "kubectl does not know which cluster is meant and falls back to localhost:8080. No cluster was contacted.",
    decidedBy: "Does `kubectl config current-context` print a name?",
    remedies: ["use-context", "get-credentials"],
  },
  "context-missing": {
    title: "The context that was asked for is not in the kubeconfig.",
    why: "A context, or the cluster entry it points to, does not exist under that name. No cluster was contacted.",
    decidedBy: "Does `kubectl config get-contexts` list the context, and `kubectl config get-clusters` its cluster?",
    remedies: ["use-context", "get-credentials"],
  },
  "exec-plugin-missing": {
    title: "The credential plugin was not found.",
    why: "kubectl runs gke-gcloud-auth-plugin for a token and did not find it where it looked. The cluster was never called.",
    decidedBy: "Does the plugin's file exist at the path that the kubeconfig names?",
    remedies: ["install-auth-plugin"],
  },
  "exec-plugin-failed": {
    title: "The credential plugin failed.",
    why: "kubectl ran the credential plugin and got no token from it; the plugin's own lines above say why. The cluster was never called.",
    decidedBy: "Does the plugin, run by hand, start and print a token?",
    remedies: ["log-in", "install-auth-plugin"],
  },
  "auth-provider-removed": {
    title: "The kubeconfig uses a login method that kubectl no longer has.",
    why: "The built-in auth-provider was removed from kubectl 1.26; clusters of GKE need the plugin gke-gcloud-auth-plugin and a kubeconfig written for it.",
    remedies: ["install-auth-plugin", "get-credentials"],
  },
  "dns-nxdomain": {
    title: "The control plane's name does not exist for this resolver.",
    why: "The name was answered with 'no such host': the cluster is gone, the name is wrong, or this network's DNS does not know it.",
    remedies: ["get-credentials", "configure-dns"],
  },
  "dns-timeout": {
    title: "The name server did not give a usable answer.",
    why: "Looking up the control plane's name failed at the resolver itself, so nothing was sent to the control plane.",
    decidedBy: "Does the name resolve from the same place, and how long does that take?",
    remedies: ["configure-dns"],
  },
  "network-unreachable": {
    title: "This machine has no route to the control plane.",
    why: "The operating system knows no way to that address: VPN down, no IPv6, or a private address from outside its network.",
    decidedBy: "Has this machine a route to the address (`ip route get ADDRESS`)?",
    remedies: ["use-private-network", "get-credentials", "use-ipv4"],
  },
  "host-unreachable": {
    title: "Nobody answers for the control plane's address.",
    why: "A router or this machine said that the host cannot be reached: no neighbour owns the address, or a firewall rejects with ICMP.",
    remedies: ["use-private-network", "get-credentials"],
  },
  "local-firewall": {
    title: "This machine itself forbids the connection.",
    why: "The operating system refused to open the connection: a local firewall, security product or sandbox. Nothing was sent.",
    remedies: [],
  },
  "tcp-timeout": {
    title: "The control plane did not answer at all.",
    why: "Packets to it are dropped silently. On GKE that is how an address outside the authorized networks looks, and also a wrong endpoint, a VPN that is down, or a firewall.",
    decidedBy:
      "A plain TCP connection to the same address and port: no answer means dropped packets; accepted means later.",
    remedies: ["allow-network", "replace-network", "get-credentials", "use-private-network", "open-dns-endpoint"],
  },
  "conn-refused": {
    title: "The connection was refused.",
    why: "Something answered at once that nothing listens there. Authorized networks drop packets and never refuse: look at host, port and tunnel, at a firewall that resets, or at a control plane that restarts.",
    decidedBy: "A plain TCP connection to the server that kubeconfig names, without a proxy: is it refused too?",
    remedies: ["get-credentials", "correct-proxy", "wait-for-cluster"],
  },
  "conn-reset": {
    title: "The connection was cut with a reset.",
    why: "The TCP connection was made, then something in between, or the far end, tore it down. Authorized networks do not do that.",
    decidedBy: "Is the request sent over https, and does the connection survive without the proxy or VPN?",
    remedies: ["correct-proxy", "get-credentials"],
  },
  "tls-handshake-timeout": {
    title: "TCP was accepted, but TLS was never answered.",
    why: "Something listens and stays silent: an inspecting proxy, a tunnel that swallows large packets, a plain HTTP server on that port, or an overloaded control plane.",
    decidedBy: "TCP connects at once, and a TLS handshake on that connection gets no answer.",
    remedies: ["correct-proxy", "get-credentials"],
  },
  "tls-eof": {
    title: "The connection was closed during the TLS handshake.",
    why: "Something accepted TCP and hung up before TLS was set up, often a proxy or load balancer in between.",
    decidedBy: "Does a TLS handshake alone, with no request, already end early?",
    remedies: ["correct-proxy", "get-credentials"],
  },
  "tls-not-tls": {
    title: "What listens there does not speak TLS.",
    why: "The first bytes were not TLS: an HTTP server or another program is on that port, or the host is wrong.",
    decidedBy: "What does the port answer to a plain HTTP request?",
    remedies: ["get-credentials", "correct-proxy"],
  },
  "tls-protocol": {
    title: "Client and server found no common TLS version or cipher.",
    why: "Both speak TLS and could not agree; GKE's control plane does, so something older stands in between.",
    decidedBy: "Which TLS versions does the endpoint accept, and does it ask for a client certificate?",
    remedies: ["correct-proxy", "get-credentials"],
  },
  "http-to-https": {
    title: "The kubeconfig says http:// to a server that speaks TLS.",
    why: "A plain HTTP request reached a TLS port. Nothing is wrong with the network: the server's URL has the wrong scheme.",
    decidedBy: "Does the kubeconfig's `server` begin with http://, and does a TLS handshake to it succeed?",
    remedies: ["repair-kubeconfig", "get-credentials"],
  },
  "tls-unknown-ca": {
    title: "The server's certificate is not signed by the CA in the kubeconfig.",
    why: "The cluster was re-created or its credentials rotated, a cluster CA is pinned to the DNS endpoint, or a proxy inspects TLS.",
    remedies: ["get-credentials", "correct-proxy"],
  },
  "tls-hostname-mismatch": {
    title: "The server's certificate is for other names.",
    why: "The certificate does not hold the host that was called: the address moved to another server, or a tunnel is used under another name.",
    remedies: ["get-credentials", "set-tls-server-name"],
  },
  "tls-cert-expired": {
    title: "The server's certificate has expired, by this machine's clock.",
    why: "Either the certificate (or the cluster's CA) is too old, or this machine's clock is ahead.",
    decidedBy: "Is this machine's clock right, and what are the certificate's dates?",
    remedies: ["synchronise-clock", "get-credentials"],
  },
  "tls-cert-not-yet-valid": {
    title: "The server's certificate is not valid yet, by this machine's clock.",
    why: "Almost always this machine's clock is behind.",
    decidedBy: "Is this machine's clock right, and what are the certificate's dates?",
    remedies: ["synchronise-clock"],
  },
  "tls-client-cert-required": {
    title: "The far end wants a client certificate that was not sent or not accepted.",
    why: "GKE's control plane does not insist on one: a proxy or gateway with mutual TLS stands in between, or the kubeconfig's certificate is not accepted.",
    decidedBy: "Does the endpoint ask for a client certificate in its handshake?",
    remedies: ["get-credentials", "correct-proxy"],
  },
  "proxy-refused": {
    title: "The proxy refused the connection.",
    why: "A proxy or bastion tunnel is configured and nothing listens there. kubectl names the cluster's host in its last line, but the cluster was not called.",
    decidedBy: "Is HTTPS_PROXY or the kubeconfig's proxy-url set, and is that proxy or tunnel running?",
    remedies: ["correct-proxy"],
  },
  "proxy-timeout": {
    title: "The proxy did not answer.",
    why: "The way to the proxy, or the tunnel that it was asked for, stays silent. Nothing reached the control plane that could be seen from here.",
    decidedBy: "Is HTTPS_PROXY or the kubeconfig's proxy-url set, and does that proxy answer a CONNECT?",
    remedies: ["correct-proxy"],
  },
  "proxy-dns": {
    title: "The proxy's name does not resolve.",
    why: "HTTPS_PROXY or the kubeconfig's proxy-url names a host that this resolver does not know.",
    remedies: ["correct-proxy"],
  },
  "proxy-not-tls": {
    title: "The proxy does not speak TLS.",
    why: "The proxy's URL says https://, and what listens there does not answer with TLS. Most proxies want http:// in their own URL.",
    decidedBy: "Does the proxy answer a plain http:// CONNECT?",
    remedies: ["correct-proxy"],
  },
  "proxy-untrusted": {
    title: "The proxy's own certificate is not trusted.",
    why: "The proxy is reached over https:// and its certificate does not verify on this machine. The cluster's certificate is not the subject.",
    remedies: ["correct-proxy"],
  },
  "proxy-403": {
    title: "The proxy refused to open a way to the control plane.",
    why: "The proxy answered 403 to CONNECT: its rules do not allow that host or port. This is not a refusal by the cluster.",
    remedies: ["correct-proxy"],
  },
  "proxy-407": {
    title: "The proxy wants a login.",
    why: "The proxy answered 407: user and password in the proxy's URL are missing or wrong.",
    remedies: ["correct-proxy"],
  },
  "proxy-502": {
    title: "The proxy could not reach the control plane.",
    why: "The proxy was reached and failed on its own way to the control plane: seen from the proxy, that address does not answer.",
    decidedBy: "Does the proxy answer at all, and can a host next to it reach the control plane?",
    remedies: ["correct-proxy"],
  },
} as const satisfies Partial<Record<ErrorCause, CauseText>>;
