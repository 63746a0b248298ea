import type { World } from "@/lib/simulator/world";

const message =
  "The Cloud KMS key that encrypts the cluster's database is scheduled for destruction; the control plane cannot read it.";

export const world: World = {
  name: "cluster-unhealthy",
  title: "The key that encrypts the cluster's database was scheduled for destruction.",
  base: "regional-private",
  overlay: {
    status: "DEGRADED",
    statusMessage: message,
    conditions: [{ code: "CLOUD_KMS_KEY_DESTROYED", canonicalCode: "FAILED_PRECONDITION", message }],
    databaseEncryption: {
      currentState: "CURRENT_STATE_ENCRYPTED",
      keyName: "projects/{project}/locations/{region}/keyRings/gke/cryptoKeys/etcd",
      state: "ENCRYPTED",
    },
  },
  place: "office",
  request: { vantage: "browser" },
  kubernetes: { status: "unavailable" },
  expected: { verdict: "blocked", cause: "cluster-unhealthy" },
};
