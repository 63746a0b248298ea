import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readerOver } from "./reader";
import { type ApiServerUnderTest, podJson, startApiServer, statusOf } from "./testing";

let server: ApiServerUnderTest;
beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());

const patient = () => AbortSignal.timeout(10_000);
const reader = () => readerOver(server.connection());
const ok = (json: unknown) => ({ status: 200, json });
const missing = statusOf(404, "NotFound", "not found");
const asked = () => server.seen.map(({ method, path }) => `${method} ${path}`);

describe("one object", () => {
  it("is undefined where it does not exist, and an error where the answer is another", async () => {
    for (const read of [
      () => reader().namespace("dbt", patient()),
      () => reader().serviceAccount("dbt", "runner", patient()),
      () => reader().pod("dbt", "probe", patient()),
    ]) {
      server.answer(missing);
      expect(await read()).toBeUndefined();
      server.answer(ok({ kind: "X", metadata: { name: "other" } }));
      await expect(read()).rejects.toMatchObject({ reason: "invalid-answer" });
    }
  });

  it("a namespace", async () => {
    const labels = { "kubernetes.io/metadata.name": "dbt" };
    server.answer(ok({ metadata: { name: "dbt", uid: "u", labels }, status: { phase: "Active" } }));
    expect(await reader().namespace("dbt", patient())).toEqual({ name: "dbt", uid: "u", phase: "Active", labels });
    expect(asked()).toEqual(["GET /api/v1/namespaces/dbt"]);
  });

  it.each([
    [{}, { annotations: {}, automountToken: null }],
    [{ automountServiceAccountToken: false }, { annotations: {}, automountToken: false }],
  ])("a service account %j", async (more, expected) => {
    const metadata = { name: "runner", namespace: "dbt", uid: "u", resourceVersion: "7" };
    server.answer(ok({ metadata, ...more }));
    expect(await reader().serviceAccount("dbt", "runner", patient())).toEqual({ ...metadata, ...expected });
    expect(asked()).toEqual(["GET /api/v1/namespaces/dbt/serviceaccounts/runner"]);
  });
});

describe("lists", () => {
  const page = (names: readonly string[], next?: string) =>
    ok({ items: names.map((name) => ({ metadata: { name } })), metadata: next ? { continue: next } : {} });
  const lists = {
    "/api/v1/namespaces": () => reader().namespaces(patient()),
    "/api/v1/namespaces/dbt/serviceaccounts": () => reader().serviceAccounts("dbt", patient()),
  };

  it.each(Object.entries(lists))("%s: page by page", async (path, list) => {
    server.answer(page(["a", "b"], "two"), page(["c"]));
    expect((await list()).map(({ name }) => name)).toEqual(["a", "b", "c"]);
    expect(asked()).toEqual([`GET ${path}?limit=500`, `GET ${path}?continue=two&limit=500`]);
  });

  it.each(Object.entries(lists))("%s: empty, refused, without an end", async (_, list) => {
    server.answer(page([]));
    expect(await list()).toEqual([]);
    server.answer(statusOf(403, "Forbidden", "no"));
    await expect(list()).rejects.toMatchObject({ reason: "forbidden" });
    server.answer(page([], "more"));
    await expect(list()).rejects.toMatchObject({ reason: "invalid-answer" });
  });

  it("of a namespace that is a path are refused before anything is sent", async () => {
    server.answer(page([]));
    await expect(reader().serviceAccounts("../x", patient())).rejects.toMatchObject({ reason: "invalid" });
    expect(server.seen).toEqual([]);
  });
});

describe("pods", () => {
  const view = {
    name: "probe",
    uid: "u1",
    phase: "Pending",
    serviceAccount: "runner",
    hostNetwork: false,
    automountToken: null,
    nodeName: null,
    labels: { app: "x" },
    startedAt: null,
    deletionTimestamp: null,
    reason: null,
    message: null,
  };
  const container = { name: "main", image: "curl", state: "waiting", reason: null, message: null, exitCode: null };

  it("one that is new", async () => {
    server.answer(ok(podJson("1")));
    expect(await reader().pod("dbt", "probe", patient())).toEqual({
      ...view,
      containers: [{ ...container, restarts: 0 }],
    });
  });

  const status = (containerState: object, more: object = {}) => ({
    phase: "Running",
    startTime: "2026-11-01T12:00:00Z",
    containerStatuses: [{ name: "main", restartCount: 2, state: containerState, image: "", imageID: "", ready: true }],
    ...more,
  });
  const waiting = { reason: "ImagePullBackOff", message: "Back-off" };
  const conditions = [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message: "0/3 nodes" }];

  it.each([
    ["waiting", status({ waiting }), { state: "waiting", ...waiting, exitCode: null }, {}],
    ["running", status({ running: { startedAt: "2026-11-01T12:00:00Z" } }), { state: "running" }, {}],
    ["ended well", status({ terminated: { exitCode: 0 } }), { state: "terminated", exitCode: 0 }, {}],
    [
      "ended badly",
      status({ terminated: { exitCode: 137, reason: "OOMKilled" } }),
      { state: "terminated", exitCode: 137, reason: "OOMKilled" },
      {},
    ],
    [
      "too late",
      status({}, { phase: "Failed", reason: "DeadlineExceeded", message: "late" }),
      {},
      { reason: "DeadlineExceeded", message: "late" },
    ],
    ["on no node", status({}, { conditions }), {}, { reason: "Unschedulable", message: "0/3 nodes" }],
  ])("one that is %s", async (_, given, ofContainer, ofPod) => {
    server.answer(ok({ ...podJson("1"), status: given }));
    expect(await reader().pod("dbt", "probe", patient())).toMatchObject({
      startedAt: "2026-11-01T12:00:00.000Z",
      ...ofPod,
      containers: [{ restarts: 2, ...ofContainer }],
    });
  });

  it("of a service account and with labels, page by page", async () => {
    const page = (next?: string) => ok({ items: [podJson("1")], metadata: next ? { continue: next } : {} });
    server.answer(page("two"), page());
    const pods = await reader().pods("dbt", { serviceAccount: "runner", labelSelector: "a=b" }, patient());
    expect(pods.map(({ name }) => name)).toEqual(["probe", "probe"]);
    const query = "fieldSelector=spec.serviceAccountName%3Drunner&labelSelector=a%3Db&limit=500";
    expect(server.seen.map(({ path }) => [...new URL(path, "http://x").searchParams].sort().toString())).toEqual([
      [...new URLSearchParams(query)].sort().toString(),
      [...new URLSearchParams(`${query}&continue=two`)].sort().toString(),
    ]);
  });

  it("are not fewer than there are: a list without an end is an error", async () => {
    server.answer(ok({ items: [], metadata: { continue: "more" } }));
    await expect(reader().pods("dbt", {}, patient())).rejects.toMatchObject({ reason: "invalid-answer" });
  });
});

describe("network policies", () => {
  const all = { matchLabels: {}, matchExpressions: [] };
  it.each([
    ["ingress only", { podSelector: {} }, { policyTypes: ["Ingress"], egress: null }],
    ["egress without rules", { podSelector: {}, policyTypes: ["Egress"] }, { policyTypes: ["Egress"], egress: [] }],
    [
      "an empty rule",
      { podSelector: {}, policyTypes: ["Egress"], egress: [{}] },
      { egress: [{ to: [], ports: [] }], podSelector: all },
    ],
    [
      "rules, and no types",
      {
        podSelector: { matchLabels: { a: "b" }, matchExpressions: [{ key: "c", operator: "Exists" }] },
        egress: [
          { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }], ports: [{ port: 443 }] },
          {
            to: [{ namespaceSelector: {} }],
            ports: [{ protocol: "UDP", port: "dns", endPort: 54 }, { protocol: "TCP" }],
          },
        ],
      },
      {
        podSelector: { matchLabels: { a: "b" }, matchExpressions: [{ key: "c", operator: "Exists", values: [] }] },
        policyTypes: ["Ingress", "Egress"],
        egress: [
          {
            to: [{ cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] }],
            ports: [{ protocol: "TCP", port: 443, endPort: null }],
          },
          {
            to: [{ podSelector: null, namespaceSelector: all }],
            ports: [
              { protocol: "UDP", port: "dns", endPort: 54 },
              { protocol: "TCP", port: null, endPort: null },
            ],
          },
        ],
      },
    ],
  ])("%s", async (_, spec, expected) => {
    server.answer(ok({ items: [{ metadata: { name: "p" }, spec }] }));
    expect(await reader().networkPolicies("dbt", patient())).toMatchObject([{ name: "p", ...expected }]);
    expect(asked()[0]).toContain("GET /apis/networking.k8s.io/v1/namespaces/dbt/networkpolicies?");
  });
});

describe("events", () => {
  it("of the pod, oldest first, with whatever time they have", async () => {
    const event = (uid: string, more: object) => ({ metadata: { name: uid, uid }, involvedObject: {}, ...more });
    server.answer(
      ok({
        items: [
          event("c", {
            lastTimestamp: "2026-11-01T12:00:03Z",
            type: "Warning",
            reason: "BackOff",
            message: "m",
            count: 4,
          }),
          event("b", { eventTime: "2026-11-01T12:00:02.123456Z" }),
          event("a", {}),
        ],
      }),
    );
    expect(await reader().events("dbt", "probe", patient())).toEqual([
      { uid: "a", at: null, type: "Normal", reason: "", message: "", count: 1 },
      { uid: "b", at: "2026-11-01T12:00:02.123Z", type: "Normal", reason: "", message: "", count: 1 },
      { uid: "c", at: "2026-11-01T12:00:03.000Z", type: "Warning", reason: "BackOff", message: "m", count: 4 },
    ]);
    const { searchParams } = new URL(server.seen[0]?.path ?? "", "http://x");
    expect(searchParams.get("fieldSelector")).toBe("involvedObject.kind=Pod,involvedObject.name=probe");
  });

  it("of one second, in the order in which the API server wrote them", async () => {
    const second = "2026-11-01T12:00:02";
    const event = (reason: string, resourceVersion: string, time: object) => ({
      metadata: { name: reason, uid: reason, resourceVersion },
      ...{ involvedObject: {}, reason, ...time },
    });
    server.answer(
      ok({
        items: [
          event("Killing", "7", { lastTimestamp: "2026-11-01T12:00:03Z" }),
          event("Started", "1003", { lastTimestamp: `${second}Z` }),
          event("Created", "1002", { lastTimestamp: `${second}Z` }),
          event("Pulled", "999", { lastTimestamp: `${second}Z` }),
          event("Pulling", "99", { lastTimestamp: `${second}Z` }),
          // The scheduler tells microseconds, the kubelet seconds.
          event("Scheduled", "98", { eventTime: `${second}.523456Z` }),
        ],
      }),
    );
    const reasons = (await reader().events("dbt", "probe", patient())).map(({ reason }) => reason);
    expect(reasons).toEqual(["Scheduled", "Pulling", "Pulled", "Created", "Started", "Killing"]);
  });

  it.each(["opaque", ""])("whose versions say nothing (%j), by their times alone", async (resourceVersion) => {
    const event = (uid: string, eventTime: string) => ({
      metadata: { name: uid, uid, resourceVersion: resourceVersion && `${resourceVersion}-${uid}` },
      ...{ involvedObject: {}, eventTime },
    });
    const items = [event("a", "2026-11-01T12:00:02.500Z"), event("b", "2026-11-01T12:00:02.250Z")];
    server.answer(ok({ items }));
    expect((await reader().events("dbt", "probe", patient())).map(({ uid }) => uid)).toEqual(["b", "a"]);
  });
});

describe("who and what", () => {
  it.each([true, false])("mayI: %s", async (allowed) => {
    server.answer({ status: 201, json: { status: { allowed } } });
    const question = { verb: "get", resource: "pods", subresource: "log", namespace: "dbt" };
    expect(await reader().mayI(question, patient())).toBe(allowed);
    expect(server.seen).toMatchObject([
      {
        method: "POST",
        path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
        body: { kind: "SelfSubjectAccessReview", spec: { resourceAttributes: question } },
      },
    ]);
  });

  it("mayI: an answer without one is no no", async () => {
    server.answer({ status: 201, json: { status: {} } });
    const question = { verb: "create", resource: "namespaces", namespace: null };
    await expect(reader().mayI(question, patient())).rejects.toMatchObject({ reason: "invalid-answer" });
    expect(JSON.stringify(server.seen[0]?.body)).not.toContain("namespace:");
    server.answer(statusOf(503, "ServiceUnavailable", "later"));
    await expect(reader().mayI(question, patient())).rejects.toMatchObject({ reason: "unavailable" });
  });

  it("whoAmI", async () => {
    server.answer({ status: 201, json: { status: { userInfo: { username: "ana@corp.example", groups: ["g"] } } } });
    expect(await reader().whoAmI(patient())).toEqual({ username: "ana@corp.example", groups: ["g"] });
    server.answer({ status: 201, json: {} });
    await expect(reader().whoAmI(patient())).rejects.toMatchObject({ reason: "invalid-answer" });
  });
});
