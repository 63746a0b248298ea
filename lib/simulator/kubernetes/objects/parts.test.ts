import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/simulator/world";
import { age } from "./age";
import type { KubeObject } from "./kube-object";
import { JsonPatchError, jsonPatch, strategicMergePatch } from "./patch";
import { decodeProtobuf, isProtobuf } from "./protobuf";
import { parseQuantity } from "./quantity";
import { fieldSelector, labelSelector } from "./selectors";

describe("selectors", () => {
  const pod = {
    metadata: { name: "p", labels: { app: "dbt", tier: "x" } },
    status: { phase: "Running" },
  } as unknown as KubeObject;
  it.each([
    ["", true],
    ["app=dbt", true],
    ["app==dbt,tier!=y", true],
    ["app!=dbt", false],
    ["app in (dbt, other),tier", true],
    ["app notin (dbt)", false],
    ["!app", false],
    ["!other", true],
    ["other", false],
    ["app = = x", undefined],
  ])("labels: %s → %s", (text, fits) => expect(labelSelector(text)?.(pod)).toBe(fits));
  it.each([
    ["metadata.name=p", true],
    ["metadata.name=p,status.phase!=Running", false],
    ["spec.nodeName=", true],
    ["nonsense", undefined],
  ])("fields: %s → %s", (text, fits) => expect(fieldSelector(text)?.(pod)).toBe(fits));
});

describe("patches", () => {
  const target = { a: 1, containers: [{ name: "x", image: "1" }, { name: "y" }], args: ["a"], labels: { k: "v" } };
  it.each<[JsonObject, JsonObject]>([
    [
      { containers: [{ name: "x", image: "2" }], args: ["b"] },
      { ...target, containers: [{ name: "x", image: "2" }, { name: "y" }], args: ["b"] },
    ],
    [
      { containers: [{ name: "z" }, { name: "y", $patch: "delete" }], "$setElementOrder/containers": [] },
      { ...target, containers: [{ name: "x", image: "1" }, { name: "z" }] },
    ],
    [
      { labels: { $patch: "replace", m: "n" }, a: null },
      { containers: target.containers, args: ["a"], labels: { m: "n" } },
    ],
  ])("strategic: %j", (patch, result) => expect(strategicMergePatch(target, patch)).toEqual(result));
  it.each<[JsonObject[], JsonObject]>([
    [
      [
        { op: "add", path: "/args/-", value: "b" },
        { op: "add", path: "/args/0", value: "c" },
      ],
      { args: ["c", "a", "b"] },
    ],
    [
      [
        { op: "replace", path: "/labels/k", value: "w" },
        { op: "copy", from: "/labels/k", path: "/labels/a~1b" },
      ],
      { labels: { k: "w", "a/b": "w" } },
    ],
    [
      [
        { op: "move", from: "/a", path: "/b" },
        { op: "remove", path: "/args/0" },
      ],
      { b: 1, args: [] },
    ],
  ])("JSON: %j", (operations, result) => expect(jsonPatch(target, operations)).toMatchObject(result));
  it.each([
    [{ op: "remove", path: "/nope" }],
    [{ op: "test", path: "/a", value: 2 }],
    [{ op: "frob", path: "/a" }],
    [{ op: "add", path: "a", value: 1 }],
  ])("JSON, refused: %j", (operation) => expect(() => jsonPatch(target, [operation])).toThrow(JsonPatchError));
});

describe("protobuf", () => {
  const field = (number: number, bytes: Buffer) =>
    Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
  const text = (number: number, value: string) => field(number, Buffer.from(value));
  const body = (kind: string, raw: Buffer) =>
    Buffer.concat([
      Buffer.from("k8s\0"),
      field(1, Buffer.concat([text(1, "v1"), text(2, kind)])),
      field(2, raw),
      text(3, ""),
    ]);
  it("reads what kubectl sends", () => {
    const metadata = Buffer.concat([
      text(1, "x"),
      text(2, ""),
      field(11, Buffer.concat([text(1, "k"), text(2, "v")])),
      field(8, Buffer.alloc(0)),
    ]);
    const raw = Buffer.concat([field(1, metadata), field(3, text(1, "pull")), Buffer.from([4 << 3, 0])]);
    expect(isProtobuf(body("ServiceAccount", raw))).toBe(true);
    expect(decodeProtobuf(body("ServiceAccount", raw))).toEqual({
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "x", labels: { k: "v" } },
      imagePullSecrets: [{ name: "pull" }],
      automountServiceAccountToken: false,
    });
    expect(decodeProtobuf(body("Deployment", raw))).toBeUndefined();
    expect(isProtobuf(Buffer.from("{}"))).toBe(false);
  });
});

describe("numbers and times", () => {
  it.each([
    ["500m", 0.5],
    ["2", 2],
    ["1Gi", 2 ** 30],
    ["1.5k", 1_500],
    ["x", undefined],
    ["1 Gi", undefined],
  ])("quantity %s", (value, result) => {
    expect(parseQuantity(value)).toBe(result);
  });
  it.each([
    [5, "5s"],
    [119, "119s"],
    [120, "2m"],
    [125, "2m5s"],
    [600, "10m"],
    [10_799, "179m"],
    [10_800, "3h"],
    [11_000, "3h3m"],
    [100_000, "27h"],
    [200_000, "2d7h"],
    [2_000_000, "23d"],
    [70_000_000, "2y80d"],
    [-9, "<invalid>"],
  ])("age %d s → %s", (seconds, text) => {
    const now = new Date("2026-11-20T12:00:00Z");
    expect(age(new Date(now.getTime() - seconds * 1_000).toISOString(), now)).toBe(text);
  });
});
