import { expect, it } from "vitest";
import { isLocalTunnel } from "./local-tunnel";

it.each([
  ["localhost", true],
  ["localhost:8443", true],
  ["gke.localhost:8443", true],
  ["127.0.0.1:8443", true],
  ["127.255.255.254", true],
  ["[::1]:8443", true],
  ["128.0.0.1", false],
  ["126.255.255.255", false],
  ["34.78.1.2", false],
  ["10.0.0.5:8443", false],
  ["localhost.corp.example", false],
  ["gke-0a1b-123456789012.europe-west1.gke.goog", false],
])("%s: %s", (server, expected) => {
  expect(isLocalTunnel(server)).toBe(expected);
});
