/** Secrets that nobody has, in the forms of those that people have. Every one holds `CANARY`. */
export const canaries = {
  accessToken: "ya29.a0AfB-CANARY_x7Q",
  webToken: "eyJhbGciOiJSUzI1NiJ9.eyJDQU5BUlkiOjF9.CANARYsig-nature",
  clientKey: "client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVkCANARY",
  kubeconfigToken: "token: CANARY-of-a-static-token",
  bearer: "Bearer CANARY.bearer-0123456789",
  privateKey: "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCANARY\n-----END RSA PRIVATE KEY-----",
} as const;

/** What must appear nowhere. The payload of the web token is searched for in base64. */
export const canaryMark = /CANARY|DQU5BUlk/;

/** What people paste, with a secret where the explainer takes a name from the text, and around it. */
export const pastedTexts: readonly ((secret: string) => string)[] = [
  (secret) => `${secret}\nUnable to connect to the server: dial tcp 34.78.1.2:443: i/o timeout\n${secret}`,
  (secret) =>
    `Unable to connect to the server: Get "https://me:${secret}@34.78.1.2/api?token=${secret}": dial tcp 34.78.1.2:443: i/o timeout`,
  (secret) =>
    `Error from server (Forbidden): pods is forbidden: User "${secret}" cannot list resource "${secret}" in API group "" in the namespace "${secret}"`,
  (secret) => `error: context "${secret}" does not exist`,
  (secret) =>
    `$ kubectl --token=${secret} --context=${secret} get pods\nerror: You must be logged in to the server (Unauthorized)`,
  (secret) => `Unable to connect to the server: getting credentials: exec: executable ${secret} not found`,
  (secret) =>
    `$ HTTPS_PROXY=http://me:${secret}@proxy.corp:3128 kubectl get ns\nUnable to connect to the server: proxyconnect tcp: dial tcp: lookup me:${secret}@proxy.corp: no such host`,
  (secret) => `Unable to connect to the server: x509: certificate is valid for ${secret}, not ${secret}`,
  (secret) => `Unable to connect to the server: dial tcp: lookup ${secret} on 10.0.0.2:53: no such host`,
  (secret) => `The connection to the server ${secret}:443 was refused - did you specify the right host or port?`,
  (secret) => `ERROR: (gcloud.container.clusters.get-credentials) No cluster named '${secret}' in corp-data-prod.`,
  (secret) =>
    `apiVersion: v1\nclusters:\n- cluster:\n    server: https://${secret}@34.78.1.2\n  name: c\ncontexts: []\ncurrent-context: ${secret}\nkind: Config\nusers:\n- name: me\n  user:\n    ${secret}\n`,
];
