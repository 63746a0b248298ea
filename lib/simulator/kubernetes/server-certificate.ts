import { digest } from "@/lib/simulator/cluster/addresses";
import { endpointAddresses, type SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import type { Credential } from "@/lib/simulator/tls/certificate";
import type { CertificateStore } from "@/lib/simulator/tls/certificate-store";

const day = 86_400_000;
const serviceNames = [
  "kubernetes",
  "kubernetes.default",
  "kubernetes.default.svc",
  "kubernetes.default.svc.cluster.local",
];

/** The authority of `*.gke.goog` certificates: its certificate is the simulator's `caFile`. */
export const publicAuthority = "Simulated Public CA";

/** The authority of a middle box that intercepts TLS; no client trusts it. */
const interceptingAuthority = "Corporate TLS Inspection CA";

/** An address of the control-plane pool that no cluster is given: what an old certificate was made for. */
const formerAddress = "34.78.250.9";

/** `masterAuth.clusterCaCertificate`: the base64 of the PEM of the cluster's own authority. */
export function clusterCaCertificate(store: CertificateStore, cluster: SimulatedCluster): string {
  return Buffer.from(store.authority(authorityName(cluster)).certificate).toString("base64");
}

/** The same for a cluster that nobody connects to: the CA that a mixed-up kubeconfig carries. */
export function otherCaCertificate(store: CertificateStore): string {
  return Buffer.from(store.authority(digest("authority of another cluster", 32)).certificate).toString("base64");
}

/** The certificate that the API server presents at the IP endpoints, in the variant the world asks for. */
export function apiServerCertificate(store: CertificateStore, cluster: SimulatedCluster, now: Date): Credential {
  const variant = cluster.world.kubernetes?.certificate ?? "ok";
  const addresses = variant === "other-names" ? [formerAddress] : endpointAddresses(cluster);
  const authority = variant === "other-ca" ? `${authorityName(cluster)}-next` : authorityName(cluster);
  const dates =
    variant === "expired"
      ? { notBefore: new Date(now.getTime() - 400 * day), notAfter: new Date(now.getTime() - 30 * day) }
      : {};
  return store.issue(authority, {
    commonName: addresses[0] ?? "kubernetes",
    names: [...serviceNames, ...addresses],
    ...dates,
  });
}

/** The front end's certificate for a DNS endpoint: one wildcard per location, as `gke-….europe-west1.gke.goog` needs. */
export function frontEndCertificate(store: CertificateStore, serverName: string): Credential {
  const wildcard = serverName.replace(/^[^.]+/, "*");
  return store.issue(publicAuthority, { commonName: wildcard, names: [wildcard] });
}

/** The certificate of a middle box for this host. */
export function interceptingCertificate(store: CertificateStore, host: string): Credential {
  return store.issue(interceptingAuthority, { commonName: host, names: [host] });
}

function authorityName({ authority }: SimulatedCluster): string {
  return digest(`authority ${authority}`, 32);
}
