import { describe, expect, it } from "vitest";
import { healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { errorCauses } from "@/lib/kubernetes/explain/causes";
import { apiDisabled } from "../api-disabled";
import { authPluginMissing } from "../auth-plugin-missing";
import { authProviderRemoved } from "../auth-provider-removed";
import { certificateExpired } from "../certificate-expired";
import { certificateNameMismatch } from "../certificate-name-mismatch";
import { clusterProvisioning } from "../cluster-provisioning";
import { clusterUnhealthy } from "../cluster-unhealthy";
import { clustersGetDenied } from "../clusters-get-denied";
import { credentialsNotSent } from "../credentials-not-sent";
import { dnsEndpointCaPinned } from "../dns-endpoint-ca-pinned";
import { interceptingProxy } from "../intercepting-proxy";
import { kubernetesForbidden } from "../kubernetes-forbidden";
import { loginExpired } from "../login-expired";
import { noKubeconfigContext } from "../no-kubeconfig-context";
import { proxyMisconfigured } from "../proxy-misconfigured";
import { rbacSubjectMismatch } from "../rbac-subject-mismatch";
import { staleClusterCa } from "../stale-cluster-ca";
import { staleServerAddress } from "../stale-server-address";
import { wrongContext } from "../wrong-context";
import { wrongLocation } from "../wrong-location";
import { kubeconfigOf, says } from "./testing";

/** The checks of what the person gives, and of what Google says about the cluster as a whole. */
const checks = [
  noKubeconfigContext,
  wrongContext,
  staleServerAddress,
  authPluginMissing,
  authProviderRemoved,
  dnsEndpointCaPinned,
  proxyMisconfigured,
  wrongLocation,
  apiDisabled,
  clustersGetDenied,
  clusterProvisioning,
  clusterUnhealthy,
  certificateNameMismatch,
  staleClusterCa,
  certificateExpired,
  interceptingProxy,
  loginExpired,
  credentialsNotSent,
  kubernetesForbidden,
  rbacSubjectMismatch,
];

describe.each(checks)("$meta.id", (check) => {
  it.each([{ given: false } as const, kubeconfigOf()])("finds nothing in a healthy set of facts", (kubeconfig) => {
    expect(["pass", "not-applicable"]).toContain(check.evaluate(healthySnapshot({ kubeconfig }))?.status);
  });

  it("never fails for a text that something else may explain", () => {
    const failed = errorCauses.filter((cause) => {
      const errorText = says([cause, "unknown"], { user: "system:anonymous", permission: "container.clusters.get" });
      return [{ given: false } as const, kubeconfigOf()].some(
        (kubeconfig) => check.evaluate(healthySnapshot({ errorText, kubeconfig }))?.status === "fail",
      );
    });
    expect(failed).toEqual([]);
  });

  it("has a headline that fits", () => {
    expect(check.meta.failureTitle.length).toBeLessThan(60);
  });
});
