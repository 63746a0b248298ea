import { expect, it } from "vitest";
import { builtInRole } from "./built-in-role";

it.each([
  ["list", "pods", "view"],
  ["get", "namespaces", "view"],
  ["watch", "pods/log", "view"],
  ["create", "pods", "edit"],
  ["deletecollection", "configmaps", "edit"],
  ["get", "secrets", "edit"],
  ["create", "pods/exec", "edit"],
  ["create", "namespaces", undefined],
  ["list", "nodes", undefined],
  ["impersonate", "pods", undefined],
  ["list", "clusterroles", undefined],
  ["list", "widgets", undefined],
  ["get", "/version", "system:discovery"],
  ["get", "/apis/apps/v1", "system:discovery"],
  ["get", "/versions", undefined],
  ["get", "/metrics", undefined],
  ["post", "/version", undefined],
  [null, null, "view"],
  ["list", null, "view"],
  ["create", null, undefined],
  [null, "pods", undefined],
])("%s %s: %s", (verb, resource, role) => {
  expect(builtInRole(verb, resource)).toBe(role);
});
