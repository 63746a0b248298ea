import { expect, it } from "vitest";
import { subjectOf } from "./rbac-subject";

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
