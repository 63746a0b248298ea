import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccessPreview, GrantPageView, GrantView } from "@/lib/services/schema/access";
import { accessTo } from "../support/access";
import { clusterOf } from "../support/clusters";
import { ask, control, expectProblem, json } from "../support/http";
import { type Sandbox, startSandbox } from "../support/sandbox";

const cluster = clusterOf("caller-not-authorized");
const home = "93.104.77.18/32";
const neighbours = "93.104.77.0/24";
const applier = "drawbridge-applier";

let sandbox: Sandbox;
let access: ReturnType<typeof accessTo>;
beforeAll(async () => {
  sandbox = await startSandbox();
  access = accessTo(sandbox);
  await control(sandbox.control, "POST", "/updates", { lifetimeMs: 400, pendingMs: 0 });
});
afterAll(() => sandbox?.close());

const wish = (differences: object = {}) => ({
  clusters: [cluster],
  cidr: home,
  duration: "4h",
  reason: "",
  ...differences,
});

async function request(body: object, by: Parameters<typeof access.send>[2] = {}): Promise<GrantView> {
  const answer = await access.send("/api/grants", body, by);
  expect(answer.status, answer.text).toBe(201);
  const [grant] = (json(answer) as { grants: GrantView[] }).grants;
  if (!grant) throw new Error("no grant");
  return grant;
}

async function end(id: string): Promise<void> {
  expect((await access.send(`/api/grants/${id}/revoke`, {})).status).toBe(200);
  await access.settled(id, "ended");
}

describe("a network of one's own", () => {
  it("is previewed, let in as previewed, and gone when it is given up", async () => {
    const preview = json(await access.send("/api/grants/preview", wish())) as AccessPreview;
    expect(preview).toMatchObject({ cidr: home, durationSeconds: 14_400 });
    const [planned] = preview.clusters;
    expect(planned).toMatchObject({ refused: null, policy: { decision: "allow", rules: [{ id: "own-access" }] } });
    expect(planned?.after).toEqual([
      ...(planned?.before ?? []),
      expect.stringMatching(/^93\.104\.77\.18\/32 \(drawbridge:/),
    ]);

    const grant = await request(wish(), { key: "first-click" });
    expect(grant).toMatchObject({ state: "approved", cidr: home, person: { id: "ana@corp.example" }, expiresAt: null });
    expect((await request(wish(), { key: "first-click" })).id).toBe(grant.id);
    const change = await access.settled(grant.id, "applied");
    expect(change).toMatchObject({ kind: "grant", undo: "revoke", operation: expect.stringMatching(/^operation-/) });
    expect(change.grant).toMatchObject({ state: "active", may: { revoke: true, extend: true, approve: false } });
    expect(await access.list(cluster)).toEqual(planned?.after);

    expect((await request(wish(), { key: "first-click" })).id).toBe(grant.id);
    expectProblem(await access.send("/api/grants", wish({ duration: "2h" }), { key: "first-click" }), 409);
    await end(grant.id);
    expect(await access.list(cluster)).toEqual(planned?.before);
    const writers = (await access.history(cluster)).map(({ principal }) => principal);
    expect(
      writers.every((principal) => principal.includes(applier)),
      writers.join(),
    ).toBe(true);
  });

  it("streams how it goes on, until it has ended", async () => {
    const { id } = await request(wish());
    const lines = streamed(id);
    await access.settled(id, "applied");
    await end(id);
    const states = await lines;
    expect(states.at(-1)).toBe("ended");
    expect(states).toContain("applied");
    expect(expectProblem(await ask(sandbox.url, { path: "/api/changes/none", headers: ndjson }), 404)).toBeDefined();
  });

  it("is let in on several clusters or on none", async () => {
    const other = clusterOf("healthy-public");
    const full = clusterOf("authorized-networks-full");
    const problem = expectProblem(await access.send("/api/grants", wish({ clusters: [other, full] })), 422);
    expect(problem.detail).toMatch(/^authorized-networks-full: The list would have \d+ entries/);
    expectProblem(await access.send("/api/grants", wish({ clusters: [other, clusterOf("none")] })), 404);
    const { grants } = json(await access.read("/api/grants?mine=1&state=approved,active")) as GrantPageView;
    expect(grants).toEqual([]);
  });

  it("is extended, and the same click extends it once", async () => {
    const grant = await request(wish({ duration: "1h" }));
    await access.settled(grant.id, "applied");
    for (const _ of [1, 2]) {
      const answer = await access.send(`/api/grants/${grant.id}/extend`, { duration: "2h" }, { key: "longer" });
      expect(json(answer)).toMatchObject({ id: grant.id, durationSeconds: 3 * 3_600 });
    }
    const longer = await access.send(`/api/grants/${grant.id}/extend`, { duration: "10h" });
    expect(json(longer)).toMatchObject({ state: "requested", prolongs: grant.id, approvalsNeeded: 1 });
    await end(grant.id);
  });
});

describe("the policy", () => {
  it.each([
    ["somebody else's address", { cidr: "81.92.201.9/32" }, "own-address-only"],
    ["too long", { duration: "8d" }, "longest-access"],
    ["too wide", { cidr: "93.104.76.0/23" }, "widest-network"],
    ["a long emergency", { breakGlass: true, duration: "2h", reason: "down" }, "emergency-is-short"],
    ["an emergency without a reason", { breakGlass: true, duration: "1h" }, "emergency-has-a-reason"],
  ])("refuses %s, by the rule's name", async (_, differences, rule) => {
    const answer = await access.send("/api/grants", wish(differences));
    expect(answer.status).toBe(403);
    const problem = json(answer) as {
      type: string;
      detail: string;
      rules: { id: string; title: string; why: string }[];
    };
    expect(problem.type).toBe("/problems/policy");
    const named = problem.rules.find(({ id }) => id === rule);
    expect(problem.detail).toContain(`${named?.title}: ${named?.why}`);
  });

  it("asks for approval by another person", async () => {
    const grant = await request(wish({ cidr: neighbours }));
    expect(grant).toMatchObject({ state: "requested", approvalsNeeded: 1, may: { approve: false, revoke: true } });
    expect(await access.change(grant.id)).toMatchObject({ state: "waiting-approval" });

    const queue = json(await access.read("/api/grants?queue=1", { person: "bora" })) as GrantPageView;
    expect(queue.grants.map(({ id }) => id)).toContain(grant.id);
    expect(queue.grants[0]?.may).toMatchObject({ approve: true, deny: true });
    const own = json(await access.read("/api/grants?queue=1")) as GrantPageView;
    expect(own.grants).toEqual([]);

    const alone = await access.send(`/api/grants/${grant.id}/approve`, {});
    expect(json(alone)).toMatchObject({ status: 403, rules: [{ id: "never-your-own" }] });
    const approved = await access.send(`/api/grants/${grant.id}/approve`, {}, { person: "bora", place: "office" });
    expect(json(approved)).toMatchObject({ state: "approved", approvals: [{ id: "bora@corp.example" }] });
    await access.settled(grant.id, "applied");
    expect(await access.list(cluster)).toContainEqual(expect.stringContaining(neighbours));
    await end(grant.id);
  });

  it("lets approvers deny, and only them", async () => {
    const { id } = await request(wish({ cidr: neighbours }));
    const deny = { reason: "use your own address" };
    expect((await access.send(`/api/grants/${id}/deny`, deny)).status).toBe(403);
    const denied = await access.send(`/api/grants/${id}/deny`, deny, { person: "bora" });
    expect(json(denied)).toMatchObject({ state: "denied", endDetail: "use your own address" });
    expect(await access.change(id)).toMatchObject({ state: "failed", detail: expect.stringContaining("your own") });
    expectProblem(await access.send(`/api/grants/${id}/approve`, {}, { person: "bora" }), 409);
  });

  it("lets an emergency through at once, and has it looked at afterwards", async () => {
    const grant = await request(wish({ breakGlass: true, duration: "1h", reason: "production is down" }));
    expect(grant).toMatchObject({ state: "approved", breakGlass: true, review: null, may: { review: false } });
    const forBora = json(await access.read(`/api/grants/${grant.id}`, { person: "bora" })) as GrantView;
    expect(forBora.may.review).toBe(true);
    expect((await access.send(`/api/grants/${grant.id}/review`, {})).status).toBe(403);
    const reviewed = await access.send(`/api/grants/${grant.id}/review`, { note: "was right" }, { person: "bora" });
    expect(json(reviewed)).toMatchObject({ review: { by: { id: "bora@corp.example" }, note: "was right" } });
    await access.settled(grant.id, "applied");
    await end(grant.id);
  });

  it("lets nobody end what is not theirs, but administrators", async () => {
    const { id } = await request(wish());
    expect((await access.send(`/api/grants/${id}/revoke`, {}, { person: "bora" })).status).toBe(403);
    expect((await access.send(`/api/grants/${id}/revoke`, {}, { person: "chris" })).status).toBe(200);
    await access.settled(id, "ended", "failed");
  });
});

describe("the proof from a terminal", () => {
  const run = promisify(execFile);
  it("is a command that says where it was run, and verifies from the right place", async () => {
    const { id } = await request(wish());
    await access.settled(id, "applied");
    const answer = await access.send(`/api/grants/${id}/proofs`, {});
    expect(answer.status, answer.text).toBe(201);
    const { command } = json(answer) as { command: string };
    expect(command).toMatch(/^curl -sk -o \/dev\/null -m 10 -w '%\{http_code\}' https:\/\/[\d.]+\/version \| curl -sS/);
    expect((await access.send(`/api/grants/${id}/proofs`, {}, { person: "bora" })).status).toBe(403);

    const at = async (place: string) => {
      await control(sandbox.control, "POST", "/place", { place });
      const { text } = await ask(sandbox.url, { path: `/api/sandbox/env?place=${place}` });
      const proxy = /^export HTTPS_PROXY=(\S+)$/m.exec(text)?.[1] ?? "";
      const env = { ...process.env, HTTPS_PROXY: proxy, https_proxy: proxy, NO_PROXY: "localhost,127.0.0.1" };
      return (await run("sh", ["-c", command], { env })).stdout;
    };
    expect(await at("vpn")).toMatch(/^This terminal leaves from 185\.44\.108\.30, and 93\.104\.77\.18\/32 is allowed/);
    expect((await access.grant(id)).verified).toBeNull();
    expect(await at("home")).toMatch(
      /^Your network gets through \(93\.104\.77\.18, the control plane answered \d{3}\)\.\n$/,
    );
    expect(await access.change(id)).toMatchObject({ state: "verified", verification: { how: "terminal" } });
    expect(await at("home")).toContain("known already");
    await end(id);
    expectProblemText(await ask(sandbox.url, { method: "POST", path: "/p/none", body: "200" }), 404);
  });
});

describe("a diagnosis as the proof", () => {
  it("has to have seen a connection from that network, after it was let in", async () => {
    const diagnose = async () => {
      const body = { cluster, vantage: { kind: "browser" }, endpoint: "public" };
      const { text } = await access.send("/api/diagnoses", body);
      return (JSON.parse(text.split("\n")[0] ?? "") as { id: string }).id;
    };
    const early = await diagnose();
    const { id } = await request(wish());
    await access.settled(id, "applied");
    const tell = (diagnosis: string, person = "ana") =>
      access.send(`/api/grants/${id}/verifications`, { diagnosis }, { person });
    expect(expectProblem(await tell(early), 422).detail).toContain("before the grant was active");
    expect(expectProblem(await tell(await diagnose()), 422).detail).toContain("nobody saw a connection");
    expectProblem(await tell(early, "bora"), 403);
    expectProblem(await tell("aaaaaaaaaaaaaaaaaaaaaa"), 404);
    await end(id);
  });
});

const ndjson = { accept: "application/x-ndjson" };

async function streamed(id: string): Promise<readonly string[]> {
  const { text } = await ask(sandbox.url, { path: `/api/changes/${id}`, headers: ndjson });
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { state: string }).state);
}

function expectProblemText({ status, text, headers }: Awaited<ReturnType<typeof ask>>, expected: number): void {
  expect({ status, lines: text.split("\n").length }).toEqual({ status: expected, lines: 2 });
  expect(headers["content-type"]).toContain("text/plain");
}
