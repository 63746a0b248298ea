import type { World } from "@/lib/simulator/world";

const hint = [
  "It looks like you are trying to use a client-go credential plugin that is not installed.",
  "",
  "To learn more about this feature, consult the documentation available at:",
  "      https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins",
  "",
  "Install gke-gcloud-auth-plugin for use with kubectl by following https://cloud.google.com/kubernetes-engine/docs/how-to/cluster-access-for-kubectl#install_plugin",
].join("\n");

export const world: World = {
  name: "auth-plugin-missing",
  title: "A new laptop in the office has kubectl and a kubeconfig, but not the credential plugin.",
  base: "regional-private",
  overlay: {},
  place: "office",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "public" },
    errorText: `Unable to connect to the server: getting credentials: exec: executable gke-gcloud-auth-plugin not found\n\n${hint}`,
  },
  expected: { verdict: "blocked", cause: "auth-plugin-missing" },
};
