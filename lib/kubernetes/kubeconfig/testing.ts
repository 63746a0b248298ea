import { writeKubeconfig } from "./write";

/** Secrets that a kubeconfig can hold; a test that finds one of them outside the text has found a leak. */
export const plantedSecrets = {
  token: "s3cret-token",
  password: "s3cret-password",
  keyData: "czNjcmV0LWtleQ==",
  certificateData: "czNjcmV0LWNlcnQ=",
  argument: "s3cret-argument",
  environment: "s3cret-environment",
  tokenFile: "/home/s3cret/token",
  providerToken: "s3cret-provider-token",
  proxyPassword: "s3cret-proxy",
  serverPassword: "s3cret-server",
  extension: "s3cret-extension",
} as const;

/** base64 of a PEM whose DER is the three bytes 1, 2, 3. */
export const sampleCa = btoa("-----BEGIN CERTIFICATE-----\nAQID\n-----END CERTIFICATE-----\n");

/** What gcloud writes for the design's sample cluster. */
export const gcloudFile = writeKubeconfig({
  name: { project: "corp-data-prod", location: "europe-west1", cluster: "analytics-private" },
  server: "34.78.1.2",
  caCertificate: sampleCa,
});

/** A file with every kind of secret, four contexts and an unusual order. */
export const secretFile = `# my clusters
apiVersion: v1
kind: Config
current-context: work
preferences: {colors: true}
extensions: [{name: e, extension: {note: ${plantedSecrets.extension}}}]
users:
  - name: person
    user:
      token: ${plantedSecrets.token}
      tokenFile: ${plantedSecrets.tokenFile}
      username: admin
      password: ${plantedSecrets.password}
      client-key-data: ${plantedSecrets.keyData}
      client-certificate-data: ${plantedSecrets.certificateData}
      exec:
        apiVersion: client.authentication.k8s.io/v1beta1
        command: C:\\Tools\\gke-gcloud-auth-plugin.exe
        args: [--impersonate_service_account, "${plantedSecrets.argument}"]
        env: [{name: SECRET, value: ${plantedSecrets.environment}}]
  - name: old
    user:
      auth-provider:
        name: gcp
        config: {access-token: ${plantedSecrets.providerToken}}
clusters:
  - name: private   # through the VPN
    cluster:
      server: https://root:${plantedSecrets.serverPassword}@172.16.0.2:443/path
      proxy-url: http://me:${plantedSecrets.proxyPassword}@proxy.corp:3128
      tls-server-name: Kubernetes.Default
      certificate-authority-data: ${sampleCa}
  - name: v6
    cluster: {server: "https://[2001:DB8::1]:6443", insecure-skip-tls-verify: true}
contexts:
  - {name: work, context: {cluster: private, user: person, namespace: team-a}}
  - {name: legacy, context: {cluster: v6, user: old}}
  - {name: broken, context: {cluster: gone, user: nobody}}
  - {name: bare, context: {}}
`;

/** A kubeconfig as an independent YAML parser gives it. */
export type ParsedFile = Record<string, unknown>;

/** Everything in a file but the entries of one name and the current context; what gcloud always writes may be missing. */
export function foreignValues(file: ParsedFile, name: string): unknown {
  const { clusters, contexts, users, "current-context": _, apiVersion, kind, preferences, ...rest } = file;
  const others = [clusters, contexts, users].map((list) => listOf(list).filter((entry) => entry.name !== name));
  return { others, rest, kind: kind ?? "Config", preferences: preferences ?? {}, apiVersion: apiVersion ?? "v1" };
}

/** The entries of one name, list by list. */
export function entriesNamed({ clusters, contexts, users }: ParsedFile, name: string): unknown {
  return [clusters, contexts, users].map((list) => listOf(list).filter((entry) => entry.name === name));
}

function listOf(list: unknown): readonly { readonly name?: unknown }[] {
  return Array.isArray(list) ? list : [];
}
