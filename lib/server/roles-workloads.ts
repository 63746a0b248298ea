import type { WorkloadPort } from "@/lib/changes/updates/workload/port";
import type { GoogleIdentity } from "@/lib/google/auth";
import type { ContainerReader } from "@/lib/google/container";
import type { ContainerWriter } from "@/lib/google/container-writer";
import { googleRest } from "@/lib/google/rest";
import { serviceAccountWriter } from "@/lib/google/service-account-writer";
import { getServiceAccountPolicy } from "@/lib/google/service-accounts";
import type { GoogleSettings } from "@/lib/google/settings";
import { namespaceContents } from "@/lib/kubernetes/api/namespace-contents";
import { kubernetesReader } from "@/lib/kubernetes/api/reader";
import { kubernetesWriter } from "@/lib/kubernetes/api/writer";
import type { Way } from "@/lib/workload/gatherers/reach-control-plane";
import { applierControlPlane } from "./roles-kubernetes";

/** What the steps of workload updates are made with: the applier's identity, everywhere. */
export function applierWorkloads(
  settings: GoogleSettings,
  google: { readonly container: ContainerReader & ContainerWriter; readonly identity: GoogleIdentity },
  way: Way,
): WorkloadPort {
  const rest = googleRest(settings, google.identity);
  const { setServiceAccountPolicy } = serviceAccountWriter(settings, google.identity);
  const reach = applierControlPlane(google, way);
  return {
    container: google.container,
    iam: {
      getPolicy: (email, timeoutMs) => getServiceAccountPolicy(rest, email, AbortSignal.timeout(timeoutMs)),
      setPolicy: setServiceAccountPolicy,
    },
    async kubernetes(cluster, signal) {
      const controlPlane = await reach(cluster, signal);
      return {
        reader: kubernetesReader(controlPlane),
        writer: kubernetesWriter(controlPlane),
        contents: (namespace, soon) => namespaceContents(controlPlane, namespace, soon),
      };
    },
  };
}
