import fc from "fast-check";
import { expect, it } from "vitest";
import { objectName, subjectOf } from "./subject";

it.each([
  ["ana@corp.example", { kind: "User", name: "ana@corp.example" }],
  ["104682910385637284910", { kind: "User", name: "104682910385637284910" }],
  ["system:serviceaccount:airflow:worker", { kind: "ServiceAccount", name: "worker", namespace: "airflow" }],
  ["system:serviceaccount:airflow:", undefined],
  ["system:anonymous", undefined],
  ["system:node:gke-1", undefined],
  ["", undefined],
])("%s", (user, expected) => {
  expect(subjectOf(user)).toEqual(expected);
});

it("makes valid object names of any text", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (left, right) => {
      expect(objectName("drawbridge", left, right)).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
    }),
  );
});
