import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { SocksClient } from "socks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clusterAddresses } from "@/lib/simulator/cluster/addresses";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { connectThrough, getThrough, handshake, testWorld } from "@/lib/simulator/testing";
import type { Behaviour } from "@/lib/simulator/world";

const behaviours: readonly Behaviour[] = ["connect", "drop", "refuse", "stall-tls", "close-tls", "intercept-tls"];
const worlds = behaviours.map((behaviour) =>
  testWorld(`world-${behaviour}`, { network: [{ place: "*", endpoint: "public", behaviour }] }),
);
const addressOf = (behaviour: Behaviour) => {
  const name = { project: "corp-data-prod", location: "europe-west1", cluster: `world-${behaviour}` };
  return clusterAddresses(behaviours.indexOf(behaviour), name, "subnet").public;
};

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ worlds });
});
afterAll(() => simulator.close());

async function caOf(behaviour: Behaviour): Promise<string> {
  const url = `${simulator.google}v1/projects/corp-data-prod/locations/europe-west1/clusters/world-${behaviour}`;
  const response = await fetch(url, { headers: { authorization: "Bearer t" } });
  const cluster = (await response.json()) as { masterAuth: { clusterCaCertificate: string } };
  return Buffer.from(cluster.masterAuth.clusterCaCertificate, "base64").toString();
}

function socksThrough(host: string, userId = "office"): Promise<{ socket: Socket }> {
  const [proxyHost = "", port = ""] = simulator.proxy.split(":");
  return SocksClient.createConnection({
    proxy: { host: proxyHost, port: Number(port), type: 5, userId, password: "x" },
    command: "connect",
    destination: { host, port: 443 },
    timeout: 2_000,
  });
}

describe("HTTP CONNECT", () => {
  it("reaches the API server, whose certificate the cluster's CA signed", async () => {
    const ca = await caOf("connect");
    const answer = await getThrough({ proxy: simulator.proxy, place: "office", ca }, addressOf("connect"), "/readyz");
    expect(answer).toEqual({ status: 200, body: "ok" });
  });

  it.each([undefined, "moon"])("turns away the user %s and names the places", async (user) => {
    const { status, text } = await connectThrough(simulator.proxy, user, `${addressOf("connect")}:443`);
    expect(status).toBe(407);
    expect(text).toContain("office, home, vpn, cloud-shell, vm-in-vpc, server");
  });

  it.each([
    ["refuse", () => `${addressOf("refuse")}:443`, "Connection refused"],
    ["a tunnel that is not running", () => "localhost:8443", "Connection refused"],
    ["the real internet", () => "example.com:443", "Host unreachable"],
  ])("answers 502 for %s", async (_what, target, words) => {
    const { status, text } = await connectThrough(simulator.proxy, "office", target());
    expect(status).toBe(502);
    expect(text).toContain(words);
  });

  it("leaves a dropped connection without an answer, and forgets it when the client leaves", async () => {
    const [host = "", port = ""] = simulator.proxy.split(":");
    const socket = connect({ host, port: Number(port), allowHalfOpen: true });
    let received = 0;
    socket.on("data", (chunk) => {
      received += chunk.length;
    });
    const authorization = Buffer.from("office:x").toString("base64");
    socket.write(`CONNECT ${addressOf("drop")}:443 HTTP/1.1\r\nProxy-Authorization: Basic ${authorization}\r\n\r\n`);
    // A later request that is answered shows that the dropped one had its turn.
    await connectThrough(simulator.proxy, "office", "example.com:443");
    expect(received).toBe(0);
    socket.end();
    await once(socket, "close");
    expect(received).toBe(0);
  });

  it("answers a plain request with 405", async () => {
    expect((await fetch(`http://${simulator.proxy}/`)).status).toBe(405);
  });
});

describe("SOCKS5", () => {
  it("reaches the API server", async () => {
    const { socket } = await socksThrough(addressOf("connect"));
    const secure = await handshake(socket, addressOf("connect"), await caOf("connect"));
    expect(secure.authorized).toBe(true);
    secure.destroy();
  });

  it.each([
    ["refuse", () => addressOf("refuse"), "office", "ConnectionRefused"],
    ["the real internet", () => "example.com", "office", "HostUnreachable"],
    ["an unknown place", () => addressOf("connect"), "moon", "Authentication failed"],
  ])("refuses %s", async (_what, host, user, message) => {
    await expect(socksThrough(host(), user)).rejects.toThrow(message);
  });

  it("never answers a dropped connection", async () => {
    await expect(
      SocksClient.createConnection({
        proxy: {
          host: "127.0.0.1",
          port: Number(simulator.proxy.split(":")[1]),
          type: 5,
          userId: "office",
          password: "x",
        },
        command: "connect",
        destination: { host: addressOf("drop"), port: 443 },
        timeout: 300,
      }),
    ).rejects.toThrow("timed out");
  });
});

describe("what the far end does with a connection", () => {
  it("stall-tls: TCP connects, TLS never answers", async () => {
    const { status, socket } = await connectThrough(simulator.proxy, "office", `${addressOf("stall-tls")}:443`);
    expect(status).toBe(200);
    let answered = false;
    socket.on("data", () => {
      answered = true;
    });
    socket.write("hello");
    await connectThrough(simulator.proxy, "office", "example.com:443");
    expect(answered).toBe(false);
    socket.destroy();
  });

  it("close-tls: the far end hangs up during the handshake", async () => {
    const { socket } = await connectThrough(simulator.proxy, "office", `${addressOf("close-tls")}:443`);
    await expect(handshake(socket, addressOf("close-tls"), await caOf("close-tls"))).rejects.toMatchObject({
      code: "ECONNRESET",
    });
  });

  it("intercept-tls: a certificate of somebody else", async () => {
    const { socket } = await connectThrough(simulator.proxy, "office", `${addressOf("intercept-tls")}:443`);
    await expect(handshake(socket, addressOf("intercept-tls"), await caOf("intercept-tls"))).rejects.toMatchObject({
      code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    });
  });
});
