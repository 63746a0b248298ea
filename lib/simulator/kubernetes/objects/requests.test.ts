import { describe, expect, it } from "vitest";
import { readStream, testCluster, testPod } from "../testing";

const accounts = "/api/v1/namespaces/default/serviceaccounts";
const account = (name: string, more: object = {}) => ({
  body: { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, ...more } },
});
const merge = { "content-type": "application/merge-patch+json" };

describe("creating", () => {
  it("fills in what the API server writes", () => {
    const { status, body } = testCluster().ask(
      "POST",
      accounts,
      account("runner", { uid: "mine", resourceVersion: "" }),
    );
    expect(status).toBe(201);
    expect(body.metadata).toEqual({
      name: "runner",
      namespace: "default",
      uid: expect.stringMatching(/^[0-9a-f]{8}-/),
      resourceVersion: expect.stringMatching(/^\d+$/),
      creationTimestamp: "2026-11-20T12:00:00Z",
    });
  });

  it("makes the service account of a namespace, and takes it away with the namespace", () => {
    const { ask, advance } = testCluster();
    expect(ask("POST", "/api/v1/namespaces", { body: { metadata: { name: "dbt" } } }).status).toBe(201);
    expect(ask("GET", "/api/v1/namespaces/dbt/serviceaccounts/default").status).toBe(200);
    expect(ask("DELETE", "/api/v1/namespaces/dbt").body.status).toEqual({ phase: "Terminating" });
    const late = ask("POST", "/api/v1/namespaces/dbt/serviceaccounts", account("late"));
    expect(late.body.message).toBe(
      `serviceaccounts "late" is forbidden: unable to create new content in namespace dbt because it is being terminated`,
    );
    advance(1_000);
    expect(ask("GET", "/api/v1/namespaces/dbt").status).toBe(404);
    expect(ask("GET", "/api/v1/namespaces/dbt/serviceaccounts").body.items).toEqual([]);
  });

  it("makes the default service account again when it is deleted", () => {
    const { ask } = testCluster();
    const uid = () => (ask("GET", `${accounts}/default`).body.metadata as { uid: string }).uid;
    const before = uid();
    ask("DELETE", `${accounts}/default`);
    expect(uid()).not.toBe(before);
  });

  it.each([
    ["one that exists", account("default"), 409, `serviceaccounts "default" already exists`],
    ["no name", { body: {} }, 422, "metadata.name: Required value: name or generateName is required"],
    ["a name that is none", account("Runner"), 422, "a lowercase RFC 1123 subdomain must consist of"],
    [
      "another namespace",
      account("x", { namespace: "airflow" }),
      400,
      "does not match the namespace sent on the request",
    ],
    [
      "another kind",
      { body: { apiVersion: "v1", kind: "Pod", metadata: { name: "x" } } },
      400,
      "cannot be handled as a ServiceAccount",
    ],
    [
      "a label's value that is none",
      account("x", { labels: { a: "b c" } }),
      422,
      "a valid label must be an empty string or",
    ],
    ["no JSON", {}, 400, "unrecognized"],
  ])("refuses %s", (_, sent, status, message) => {
    const answer = testCluster().ask("POST", accounts, sent);
    expect(answer.status).toBe(status);
    expect(answer.body.message).toContain(message);
  });

  it.each([
    ["a missing namespace", "nope", testPod("p"), 404, `namespaces "nope" not found`],
    [
      "a missing service account",
      "default",
      testPod("p", { serviceAccountName: "nope" }),
      403,
      `pods "p" is forbidden: error looking up service account default/nope: serviceaccount "nope" not found`,
    ],
    ["no container", "default", testPod("p", { containers: [] }), 422, "spec.containers: Required value"],
    [
      "two containers",
      "default",
      testPod("p", {
        containers: [
          { name: "a", image: "a" },
          { name: "b", image: "b" },
        ],
      }),
      501,
      "several containers",
    ],
    [
      "a request over its limit",
      "default",
      testPod("p", {}, { resources: { requests: { cpu: "2" }, limits: { cpu: "1500m" } } }),
      422,
      "must be less than or equal to cpu limit of 1500m",
    ],
  ])("refuses a pod with %s", (_, namespace, body, status, message) => {
    const answer = testCluster().ask("POST", `/api/v1/namespaces/${namespace}/pods`, { body });
    expect(answer.status).toBe(status);
    expect(answer.body.message).toContain(message);
  });

  it("keeps nothing of a dry run", () => {
    const { ask } = testCluster();
    expect(ask("POST", `${accounts}?dryRun=All`, account("dry")).status).toBe(201);
    expect(ask("DELETE", `${accounts}/default?dryRun=All`).status).toBe(200);
    expect(
      ask("PATCH", `${accounts}/default?dryRun=All`, { body: { metadata: { labels: { a: "b" } } }, headers: merge })
        .status,
    ).toBe(200);
    const { items } = ask("GET", accounts).body as { items: { metadata: { name: string; labels?: object } }[] };
    expect(items.map(({ metadata }) => [metadata.name, metadata.labels])).toEqual([["default", undefined]]);
  });

  it("names an object by generateName", () => {
    const { ask } = testCluster();
    const name = () =>
      (ask("POST", accounts, { body: { metadata: { generateName: "run-" } } }).body.metadata as { name: string }).name;
    expect([name(), name()]).toEqual([
      expect.stringMatching(/^run-[0-9a-f]{5}$/),
      expect.stringMatching(/^run-[0-9a-f]{5}$/),
    ]);
    expect(name()).not.toBe(name());
  });
});

describe("changing", () => {
  const annotate = (value: string | null, more: object = {}) => ({
    body: { metadata: { annotations: { "iam.gke.io/gcp-service-account": value }, ...more } },
    headers: merge,
  });

  it("merges, and refuses a stale version", () => {
    const { ask } = testCluster();
    const before = ask("GET", `${accounts}/default`).body.metadata as { resourceVersion: string };
    const { resourceVersion } = before;
    expect(ask("PATCH", `${accounts}/default`, annotate("a@b", { resourceVersion })).status).toBe(200);
    const stale = ask("PATCH", `${accounts}/default`, annotate("c@d", { resourceVersion }));
    expect(stale).toMatchObject({
      status: 409,
      body: {
        reason: "Conflict",
        message: `Operation cannot be fulfilled on serviceaccounts "default": the object has been modified; please apply your changes to the latest version and try again`,
      },
    });
    const after = ask("GET", `${accounts}/default`).body.metadata;
    expect(after).toMatchObject({ annotations: { "iam.gke.io/gcp-service-account": "a@b" } });
    ask("PATCH", `${accounts}/default`, annotate(null));
    expect(ask("GET", `${accounts}/default`).body.metadata).not.toHaveProperty("annotations");
  });

  it("keeps the version of an object that does not change", () => {
    const { ask } = testCluster();
    const version = () => ask("GET", `${accounts}/default`).body.metadata;
    ask("PATCH", `${accounts}/default`, annotate("a@b"));
    const before = version();
    ask("PATCH", `${accounts}/default`, annotate("a@b"));
    expect(version()).toEqual(before);
  });

  it("replaces, with a version or without", () => {
    const { ask } = testCluster();
    const present = ask("GET", `${accounts}/default`).body;
    expect(
      ask("PUT", `${accounts}/default`, { body: { ...present, automountServiceAccountToken: false } }).status,
    ).toBe(200);
    expect(ask("PUT", `${accounts}/default`, { body: present }).status).toBe(409);
    expect(ask("PUT", `${accounts}/default`, account("default")).body).not.toHaveProperty(
      "automountServiceAccountToken",
    );
    expect(ask("PUT", `${accounts}/nope`, account("nope")).status).toBe(404);
  });

  it("knows JSON patches, and not server-side apply", () => {
    const { ask } = testCluster();
    const patch = (body: unknown) =>
      ask("PATCH", `${accounts}/default`, { body, headers: { "content-type": "application/json-patch+json" } });
    expect(patch([{ op: "add", path: "/metadata/labels", value: { a: "b" } }]).body.metadata).toMatchObject({
      labels: { a: "b" },
    });
    expect(patch([{ op: "test", path: "/metadata/labels/a", value: "c" }]).status).toBe(422);
    const apply = ask("PATCH", `${accounts}/default`, {
      body: {},
      headers: { "content-type": "application/apply-patch+yaml" },
    });
    expect([apply.status, apply.body.message]).toEqual([501, "The simulator does not know server-side apply."]);
  });

  it("does not let a pod's containers change", () => {
    const { ask } = testCluster();
    ask("POST", "/api/v1/namespaces/default/pods", { body: testPod("p") });
    const patch = (spec: object) =>
      ask("PATCH", "/api/v1/namespaces/default/pods/p", { body: { spec }, headers: merge });
    expect(patch({ activeDeadlineSeconds: 5 }).status).toBe(200);
    const refused = patch({ serviceAccountName: "other" });
    expect([refused.status, refused.body.message]).toEqual([
      422,
      expect.stringContaining("pod updates may not change fields other than"),
    ]);
  });

  it("deletes only what the preconditions name", () => {
    const { ask } = testCluster();
    ask("POST", accounts, account("x"));
    const { uid } = ask("GET", `${accounts}/x`).body.metadata as { uid: string };
    const refused = ask("DELETE", `${accounts}/x`, { body: { preconditions: { uid: "other" } } });
    expect([refused.status, refused.body.message]).toEqual([
      409,
      expect.stringContaining("The object might have been deleted and then recreated"),
    ]);
    expect(ask("DELETE", `${accounts}/x`, { body: { preconditions: { uid } } }).status).toBe(200);
    expect(ask("DELETE", `${accounts}/x`).status).toBe(404);
  });
});

describe("watching", () => {
  it("tells what there is, then what happens, as the selector sees it", () => {
    const { ask } = testCluster();
    ask("POST", accounts, account("a", { labels: { run: "1" } }));
    const watch = readStream(ask("GET", `${accounts}?watch=true&labelSelector=run%3D1`));
    ask("POST", accounts, account("b"));
    ask("PATCH", `${accounts}/b`, { body: { metadata: { labels: { run: "1" } } }, headers: merge });
    ask("PATCH", `${accounts}/a`, { body: { metadata: { labels: { run: null } } }, headers: merge });
    ask("DELETE", `${accounts}/b`);
    const seen = watch.lines().map(({ type, object }) => [type, (object.metadata as { name: string }).name]);
    expect(seen).toEqual([
      ["ADDED", "a"],
      ["ADDED", "b"],
      ["DELETED", "a"],
      ["DELETED", "b"],
    ]);
    watch.stop();
  });

  it("goes on from a version, and forgets old ones", () => {
    const { ask } = testCluster();
    const { resourceVersion } = ask("GET", accounts).body.metadata as { resourceVersion: string };
    ask("POST", accounts, account("a"));
    const watch = readStream(ask("GET", `${accounts}?watch=1&resourceVersion=${resourceVersion}`));
    expect(watch.lines().map(({ type }) => type)).toEqual(["ADDED"]);
    watch.stop();
    for (let count = 0; count < 1_001; count += 1) {
      ask("POST", accounts, account("x"));
      ask("DELETE", `${accounts}/x`);
    }
    expect(ask("GET", `${accounts}?watch=1&resourceVersion=${resourceVersion}`)).toMatchObject({
      status: 410,
      body: { reason: "Expired" },
    });
  });
});

describe("the world's objects", () => {
  it("are there from the start, with its names filled in", () => {
    const objects = [
      { apiVersion: "v1", kind: "Namespace", metadata: { name: "dbt" } },
      {
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata: { name: "r", namespace: "dbt", annotations: { gsa: "{gsa}", pool: "{pool}" } },
      },
    ];
    const { ask } = testCluster({ setup: { objects } });
    expect(ask("GET", "/api/v1/namespaces/dbt/serviceaccounts/r").body.metadata).toMatchObject({
      annotations: { gsa: "wi-test-world@corp-data-prod.iam.gserviceaccount.com", pool: "corp-data-prod.svc.id.goog" },
    });
    expect(ask("GET", "/api/v1/namespaces/dbt/serviceaccounts/default").status).toBe(200);
  });

  it("are of kinds that are known", () => {
    const objects = [{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "x" } }];
    expect(() => testCluster({ setup: { objects } }).ask("GET", "/api")).toThrow("no simulated kind");
  });
});
