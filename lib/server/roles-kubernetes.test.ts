import { expect, it } from "vitest";
import type { GoogleIdentity } from "@/lib/google/auth";
import type { ContainerReader } from "@/lib/google/container";
import { applierControlPlane } from "./roles-kubernetes";

const cluster = { project: "corp-data-prod", location: "europe-west1", cluster: "main" };
const way = { proxyUrl: undefined, resolvers: [] };

it("tells of credentials that give no token as every other refusal of Google's is told", async () => {
  const endpoints = { public: { address: null }, private: { address: null }, dns: { host: null } };
  const container = { getCluster: async () => ({ endpoints }) } as unknown as Pick<ContainerReader, "getCluster">;
  const accessToken = () => Promise.reject(new Error("invalid_grant: Token has been revoked"));
  const identity = { accessToken } as unknown as GoogleIdentity;
  const reach = applierControlPlane({ container, identity }, way);
  await expect(reach(cluster, AbortSignal.timeout(5_000))).rejects.toMatchObject({
    ...{ name: "GoogleError", reason: "unauthenticated" },
  });
});
