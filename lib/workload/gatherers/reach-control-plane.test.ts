import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { reachControlPlane } from "./reach-control-plane";

/** A proxy that opens what it is told and writes down what it was asked for. */
let proxy: Server;
let asked: string[] = [];
let open: readonly string[] = [];
const way = () => ({ proxyUrl: `http://server:x@127.0.0.1:${(proxy.address() as AddressInfo).port}`, resolvers: [] });

beforeAll(async () => {
  proxy = createServer();
  proxy.on("connect", (request, socket) => {
    asked.push(request.url ?? "");
    const answer = open.includes(request.url ?? "") ? "200 OK" : "503 Unreachable";
    socket.end(`HTTP/1.1 ${answer}\r\n\r\n`);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => proxy.close(resolve)));

async function reach(cluster: ReturnType<typeof clusterView>, ...reachable: readonly string[]) {
  asked = [];
  open = reachable;
  return reachControlPlane(cluster, way(), AbortSignal.timeout(5_000));
}

describe("reachControlPlane", () => {
  it("takes the endpoint that takes a connection, and trusts the cluster's own CA there", async () => {
    expect(await reach(clusterView(), "172.16.0.2:443")).toEqual({
      endpoint: "private",
      controlPlane: expect.objectContaining({ host: "172.16.0.2", caCertificate: clusterView().caCertificate }),
    });
    expect(await reach(clusterView(), "34.78.1.2:443")).toMatchObject({ endpoint: "public" });
  });

  it("says of each endpoint that is on why it is not reached, and tries no other", async () => {
    const answer = await reach(clusterView());
    expect(answer).toEqual({
      unreachable: expect.stringMatching(/private endpoint 172\.16\.0\.2: .*public endpoint 34\.78\.1\.2: /),
    });
    expect(asked.sort()).toEqual(["172.16.0.2:443", "34.78.1.2:443"]);
  });

  it("never connects to this machine or a metadata server, whoever says that the control plane is there", async () => {
    for (const address of ["127.0.0.1", "169.254.169.254", "::1"]) {
      const view = clusterView({
        endpoints: { public: { enabled: true, address }, private: { enabled: false, address: null } },
      });
      expect(await reach(view, `${address}:443`)).toEqual({ unreachable: expect.stringContaining("not connected to") });
      expect(asked).toEqual([]);
    }
  });

  it("does not send a token where no CA vouches for the address", async () => {
    const view = clusterView({ caCertificate: null });
    expect(await reach(view, "34.78.1.2:443")).toEqual({ unreachable: expect.stringContaining("no CA") });
    expect(asked).toEqual([]);
  });

  it("says that there is no way in when every endpoint is off", async () => {
    const off = { enabled: false, address: null };
    expect(await reach(clusterView({ endpoints: { public: off, private: off } }))).toEqual({
      unreachable: "it has no endpoint that is on",
    });
  });
});
