import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PodManifest } from "./pod-manifest";
import { type ApiServerUnderTest, podJson, startApiServer, statusOf } from "./testing";
import { writerOver } from "./writer";

let server: ApiServerUnderTest;
beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());

const patient = () => AbortSignal.timeout(10_000);
const writer = () => writerOver(server.connection());
const metadata = { name: "runner", namespace: "dbt", uid: "u", resourceVersion: "8" };
const account = { status: 200, json: { kind: "ServiceAccount", apiVersion: "v1", metadata } };

const manifest: PodManifest = {
  metadata: { name: "probe", labels: { "drawbridge/run": "r1" } },
  spec: {
    serviceAccountName: "runner",
    restartPolicy: "Never",
    activeDeadlineSeconds: 120,
    enableServiceLinks: false,
    nodeSelector: { "iam.gke.io/gke-metadata-server-enabled": "true" },
    tolerations: [{ operator: "Exists", effect: "NoSchedule" }],
    securityContext: { runAsNonRoot: true, runAsUser: 65_532, seccompProfile: { type: "RuntimeDefault" } },
    containers: [
      {
        name: "main",
        image: "curlimages/curl:8.11.1",
        command: ["curl"],
        args: ["--silent", "http://169.254.169.254/"],
        env: [
          { name: "A", value: "b" },
          { name: "C", valueFrom: { secretKeyRef: { name: "s", key: "k" } } },
        ],
        envFrom: [{ configMapRef: { name: "c" } }],
        resources: { requests: { cpu: "250m" }, limits: { cpu: "250m" } },
        volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
      },
    ],
    volumes: [{ name: "tmp", emptyDir: { sizeLimit: "1Mi" } }],
  },
};

describe("the writer", () => {
  it("creates a namespace", async () => {
    server.answer({ status: 201, json: { metadata: { name: "dbt", uid: "u" }, status: { phase: "Active" } } });
    expect(await writer().createNamespace("dbt", patient())).toMatchObject({ name: "dbt", uid: "u", phase: "Active" });
    expect(server.seen).toMatchObject([
      {
        method: "POST",
        path: "/api/v1/namespaces",
        contentType: "application/json",
        body: { apiVersion: "v1", kind: "Namespace", metadata: { name: "dbt" } },
      },
    ]);
  });

  it("creates a service account", async () => {
    server.answer({ ...account, status: 201 });
    expect(await writer().createServiceAccount("dbt", "runner", patient())).toMatchObject(metadata);
    expect(server.seen).toMatchObject([
      { method: "POST", path: "/api/v1/namespaces/dbt/serviceaccounts", body: { metadata: { name: "runner" } } },
    ]);
  });

  it.each(["gsa@p.iam.gserviceaccount.com", null])(
    "annotates with %s by a merge patch with the version",
    async (value) => {
      server.answer(account);
      const key = "iam.gke.io/gcp-service-account";
      expect(await writer().annotate("dbt", "runner", { key, value }, "7", patient())).toMatchObject(metadata);
      expect(server.seen).toMatchObject([
        {
          method: "PATCH",
          path: "/api/v1/namespaces/dbt/serviceaccounts/runner",
          contentType: "application/merge-patch+json",
        },
      ]);
      expect(server.seen[0]?.body).toEqual({ metadata: { resourceVersion: "7", annotations: { [key]: value } } });
    },
  );

  it("does not annotate or delete without what was read", async () => {
    server.answer(account);
    const invalid = { reason: "invalid" };
    await expect(writer().annotate("dbt", "runner", { key: "a", value: "b" }, "", patient())).rejects.toMatchObject(
      invalid,
    );
    await expect(writer().deleteServiceAccount("dbt", "runner", "", patient())).rejects.toMatchObject(invalid);
    await expect(writer().deleteNamespace("dbt", "", patient())).rejects.toMatchObject(invalid);
    await expect(writer().deletePod("dbt", "probe", "", patient())).rejects.toMatchObject(invalid);
    expect(server.seen).toEqual([]);
  });

  /* Servers answer with a Status or, what the vendor's types do not know, with the object that goes. */
  const terminating = {
    kind: "Namespace",
    apiVersion: "v1",
    metadata: { name: "dbt" },
    status: { phase: "Terminating" },
  };
  const success = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details: { name: "x" } };

  it.each([
    ["a service account", "/serviceaccounts/runner", success],
    ["a service account", "/serviceaccounts/runner", account.json],
    ["a namespace", "", terminating],
    ["a namespace", "", success],
    ["a pod", "/pods/probe", podJson("1")],
    ["a pod", "/pods/probe", success],
  ])("deletes %s by its uid", async (what, path, json) => {
    server.answer({ status: 200, json });
    if (what === "a pod") await writer().deletePod("dbt", "probe", "u1", patient());
    else if (what === "a namespace") await writer().deleteNamespace("dbt", "u1", patient());
    else await writer().deleteServiceAccount("dbt", "runner", "u1", patient());
    expect(server.seen).toMatchObject([
      { method: "DELETE", path: `/api/v1/namespaces/dbt${path}`, body: { preconditions: { uid: "u1" } } },
    ]);
  });

  it("creates a pod exactly as the manifest says", async () => {
    server.answer({ status: 201, json: podJson("1") });
    expect(await writer().createPod("dbt", manifest, patient())).toMatchObject({ name: "probe", uid: "u1" });
    expect(server.seen[0]).toMatchObject({ method: "POST", path: "/api/v1/namespaces/dbt/pods" });
    expect(server.seen[0]?.body).toEqual({ apiVersion: "v1", kind: "Pod", ...manifest });
  });

  it("says what a quota or a webhook refused", async () => {
    const message = 'pods "probe" is forbidden: exceeded quota: team';
    server.answer(statusOf(403, "Forbidden", message));
    await expect(writer().createPod("dbt", manifest, patient())).rejects.toMatchObject({
      reason: "forbidden",
      message,
    });
  });
});
