import { describe, expect, it } from "vitest";
import { callerNotAuthorized } from "@/lib/diagnosis/checks/caller-not-authorized";
import { defineCheck } from "@/lib/diagnosis/checks/define-check";
import type { FactName, FactSnapshot, FactValues } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { defineGatherer, type Gathered, type Gatherer } from "@/lib/diagnosis/gatherers/define-gatherer";
import { type DiagnosisPlan, diagnose } from "./diagnose";
import type { DiagnosisEvent } from "./event";

const clock = { now: () => new Date("2026-01-01T00:00:00Z"), monotonicMs: () => 0 };

/** A gatherer that answers when the test says so. */
function held<Name extends FactName>(fact: Name, deadlineMs = 10_000) {
  const { promise, resolve, reject } = Promise.withResolvers<Gathered<Name>>();
  const gatherer: Gatherer<Name> = defineGatherer({
    fact,
    source: "test",
    deadlineMs,
    prepare: () => ({ gather: () => promise }),
  });
  return { gatherer, answer: (known: FactValues[Name]) => resolve({ known }), fail: reject };
}

const tcpCheck = defineCheck({
  meta: {
    id: "tcp-unreachable",
    hop: "tcp",
    title: "answers",
    failureTitle: "does not answer",
    why: "",
    learnMoreUrl: "https://example.com",
    dependsOn: ["caller-not-authorized"],
  },
  needs: ["tcp"],
  run: ({ tcp }) =>
    tcp.outcome === "connected"
      ? { status: "pass", summary: "", evidence: [] }
      : { status: "fail", summary: "", evidence: [{ fact: "tcp", label: "TCP", observed: tcp.outcome }], remedies: [] },
});

function given(...missing: readonly FactName[]): FactSnapshot {
  return healthySnapshot(Object.fromEntries(missing.map((name) => [name, undefined])));
}

function start(plan: Partial<DiagnosisPlan>) {
  const events: DiagnosisEvent[] = [];
  const seen = new Map<string, () => void>();
  const checks = [callerNotAuthorized, tcpCheck];
  const conclusion = diagnose(
    { given: {}, gatherers: [], checks, clock, signal: new AbortController().signal, ...plan },
    (event) => {
      events.push(event);
      seen.get(event.type)?.();
    },
  );
  /** Resolves when the next event of the type is emitted. */
  const next = (type: DiagnosisEvent["type"]) => new Promise<void>((resolve) => seen.set(type, resolve));
  const verdicts = () => events.flatMap((event) => (event.type === "verdict" ? [event] : []));
  return { events, conclusion, next, verdicts };
}

const unlisted = clusterView({ authorizedNetworks: { entries: [] } });
const dropped = { outcome: "timed-out", target: "34.78.1.2:443", via: null, detail: "", elapsedMs: 3_000 } as const;

describe("diagnose", () => {
  it("says what the configuration settles while a probe still hangs, and confirms it when the probe ends", async () => {
    const cluster = held("cluster");
    const tcp = held("tcp");
    const run = start({ given: given("cluster", "tcp"), gatherers: [cluster.gatherer, tcp.gatherer] });
    const first = run.next("verdict");
    cluster.answer(unlisted);
    await first;
    expect(run.verdicts()).toMatchObject([
      { provisional: true, verdict: { state: "blocked", cause: "caller-not-authorized" } },
    ]);

    tcp.answer(dropped);
    const { verdict } = await run.conclusion;
    expect(run.verdicts().at(-1)).toMatchObject({ provisional: false, verdict: { cause: "caller-not-authorized" } });
    expect(verdict.cause).toBe("caller-not-authorized");
  });

  it("never says reachable before every check is settled", async () => {
    const tcp = held("tcp");
    const run = start({ given: given("tcp"), gatherers: [tcp.gatherer] });
    await Promise.resolve();
    expect(run.verdicts()).toEqual([]);
    tcp.answer({ ...dropped, outcome: "connected" });
    expect((await run.conclusion).verdict.state).toBe("reachable");
  });

  it("hides a symptom behind its cause", async () => {
    const { conclusion } = start({ given: { ...healthySnapshot({ cluster: unlisted, tcp: dropped }) } });
    const symptom = (await conclusion).findings.find(({ check }) => check === "tcp-unreachable");
    expect(symptom).toMatchObject({ status: "fail", explainedBy: "caller-not-authorized" });
  });

  it("lets an observed connection from the server contradict the configuration", async () => {
    const request = { cluster: unlisted.name, vantage: { kind: "server" }, endpoint: null } as const;
    const { conclusion } = start({ given: healthySnapshot({ cluster: unlisted, request }) });
    const { verdict, findings } = await conclusion;
    expect(verdict.state).toBe("reachable");
    expect(findings.find(({ check }) => check === "caller-not-authorized")).toMatchObject({ severity: "advisory" });
  });

  it("turns a fact that does not come into unknown at its deadline, and never into pass or fail", async () => {
    const cluster = held("cluster", 1);
    const { conclusion, events } = start({ given: given("cluster"), gatherers: [cluster.gatherer] });
    const { verdict } = await conclusion;
    expect(events).toContainEqual(
      expect.objectContaining({
        type: "fact",
        fact: expect.objectContaining({ name: "cluster", reason: "timed-out" }),
      }),
    );
    expect(verdict).toMatchObject({ state: "unknown", cause: null });
  });

  it("turns a gatherer that breaks into an unknown fact that says how", async () => {
    const cluster = held("cluster");
    const { conclusion } = start({ given: given("cluster"), gatherers: [cluster.gatherer] });
    cluster.fail(new Error("socket hang up"));
    const { facts } = await conclusion;
    expect(facts.find(({ name }) => name === "cluster")).toMatchObject({
      state: "unknown",
      detail: "test: socket hang up",
    });
  });

  it("starts a gatherer as soon as what it builds on is there, and not before", async () => {
    const order: string[] = [];
    const cluster = held("cluster");
    const target = defineGatherer({
      fact: "target",
      source: "test",
      deadlineMs: 10_000,
      prepare: ({ cluster: fact }) => {
        if (!fact) return undefined;
        order.push("target");
        return { known: { kind: "public", host: "34.78.1.2", chosenBy: "vantage", why: "" } };
      },
    });
    const run = start({ given: given("cluster", "target"), gatherers: [target, cluster.gatherer] });
    order.push("cluster");
    cluster.answer(clusterView());
    await run.conclusion;
    expect(order).toEqual(["cluster", "target"]);
  });
});
