import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { FakeGoogle } from "@/lib/changes/testing";
import type { ClusterName } from "@/lib/core/cluster-name";
import { isGoogleError } from "@/lib/google/google-error";

/** The fake behind Google's REST paths, on loopback, so that the real client can be killed while it speaks to it. */
export async function serveFake(google: FakeGoogle, cluster: ClusterName): Promise<{ url: string; close(): void }> {
  const { container } = google;
  const answer = async (request: IncomingMessage): Promise<object> => {
    const [, , , , , location, kind, id] = (request.url ?? "").replace(/\?.*$/, "").split("/");
    if (request.method === "PUT") {
      let text = "";
      for await (const chunk of request) text += chunk;
      const { update } = JSON.parse(text) as { update: object };
      const body = { name: `projects/${cluster.project}/locations/${location}/clusters/${id}`, update };
      const { operation } = await container.updateAuthorizedNetworks(cluster, { method: "PUT", path: "", body }, 0);
      return { name: operation, operationType: "UPDATE_CLUSTER", status: "RUNNING" };
    }
    if (kind === "clusters") return clusterJson(cluster, await container.getCluster(cluster, 0));
    if (id) return operationJson(id, await container.getOperation(cluster, id, 0));
    const running = await container.listOperations(cluster.project, cluster.location, 0);
    const targetLink = `https://container.googleapis.com/v1/projects/1/locations/${location}/clusters/${cluster.cluster}`;
    return { operations: running.map(({ name, status }) => ({ name, status, targetLink })) };
  };
  const server = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    answer(request).then(
      (json) => response.end(JSON.stringify(json)),
      (error: unknown) => {
        const [code, status] = (isGoogleError(error) && codes[error.reason]) || [500, "INTERNAL"];
        response.statusCode = code;
        response.end(JSON.stringify({ error: { code, status, message: String(error) } }));
      },
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const codes: Readonly<Record<string, readonly [number, string]>> = {
  aborted: [409, "ABORTED"],
  busy: [400, "FAILED_PRECONDITION"],
  "not-found": [404, "NOT_FOUND"],
};

type View = Awaited<ReturnType<FakeGoogle["container"]["getCluster"]>>;

function clusterJson({ cluster, location }: ClusterName, { etag, authorizedNetworks }: View): object {
  const cidrBlocks = authorizedNetworks.entries.map(({ cidrBlock, displayName }) => ({ cidrBlock, displayName }));
  const authorizedNetworksConfig = { enabled: authorizedNetworks.enabled, cidrBlocks };
  const ipEndpointsConfig = {
    ...{ enabled: true, enablePublicEndpoint: true, publicEndpoint: "34.78.1.2", authorizedNetworksConfig },
  };
  return { name: cluster, location, etag, status: "RUNNING", controlPlaneEndpointsConfig: { ipEndpointsConfig } };
}

type State = Awaited<ReturnType<FakeGoogle["container"]["getOperation"]>>;

function operationJson(name: string, { done, failure, endedAt }: State): object {
  const error = failure === null ? {} : { error: { code: 13, message: failure } };
  return { name, status: done ? "DONE" : "RUNNING", ...error, ...(endedAt ? { endTime: endedAt.toISOString() } : {}) };
}
