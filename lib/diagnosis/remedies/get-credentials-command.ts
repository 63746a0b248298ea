import type { ClusterName } from "@/lib/core/cluster-name";
import type { EndpointKind } from "@/lib/diagnosis/facts/schema";
import { command } from "@/lib/kubernetes/shell-quote";

const flags: Readonly<Record<EndpointKind, readonly string[]>> = {
  public: [],
  private: ["--internal-ip"],
  dns: ["--dns-endpoint"],
};

/** The gcloud command that writes a kubeconfig for one endpoint; null leaves the choice to gcloud, which takes the public one. */
export function getCredentialsCommand(name: ClusterName, endpoint: EndpointKind | null): string {
  const place = ["--location", name.location, "--project", name.project];
  const flag = endpoint === null ? [] : flags[endpoint];
  return command(["gcloud", "container", "clusters", "get-credentials", name.cluster, ...place, ...flag]);
}
