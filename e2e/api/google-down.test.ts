import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, it } from "vitest";
import type { Report } from "@/lib/services/report";
import { testWorld } from "@/lib/simulator/testing";
import { closedPort, type Simulated, startSimulated } from "../support/ask-simulated";
import { clusterOf } from "../support/clusters";

const folder = mkdtempSync(join(tmpdir(), "drawbridge-google-down-"));
afterAll(() => rmSync(folder, { recursive: true }));
const expiredToken = join(folder, "token");
writeFileSync(expiredToken, "expired-token");

const worlds = [testWorld("analytics"), testWorld("silent-resolver", { base: "dns-only", resolver: "timeout" })];

type Case = {
  readonly name: string;
  readonly faults?: readonly object[];
  readonly start?: () => Promise<Simulated>;
  readonly world?: string;
  readonly kind?: "browser" | "server";
  /** What the fact that is missing says. */
  readonly missing: readonly [fact: string, reason: string, detail: RegExp];
  /** What the verdict tells the person to do. */
  readonly next?: RegExp;
};

const google = (fault: object) => [{ match: {}, ...fault }];
const html = "<!doctype html><html><body>Log in to the guest network</body></html>";
const lookup = (reason: string, detail: RegExp) => ["clusterLookup", reason, detail] as const;
const start = (changes: Parameters<typeof startSimulated>[1]) => () => startSimulated({ worlds }, changes);
const again = /^Run again in a moment/;
const strange = /is not Google's: a proxy or a captive portal/;

const cases: readonly Case[] = [
  {
    name: "slow past every deadline",
    faults: google({ latencyMs: 60_000 }),
    missing: lookup("timed-out", /clusters\.get gave no answer within 8\.0 s/),
    next: again,
  },
  { name: "500", faults: google({ status: 500 }), missing: lookup("unavailable", /Injected fault 500/), next: again },
  {
    name: "502 with a page",
    faults: google({ status: 502, body: html }),
    missing: lookup("unavailable", /HTTP 502/),
    next: again,
  },
  { name: "503", faults: google({ status: 503 }), missing: lookup("unavailable", /Injected fault 503/), next: again },
  { name: "429", faults: google({ status: 429 }), missing: lookup("rate-limited", /limits how often/), next: again },
  {
    name: "401",
    faults: google({ status: 401 }),
    missing: lookup("unauthenticated", /does not accept Drawbridge's own credentials/),
    next: /^Renew /,
  },
  {
    name: "403",
    faults: google({ status: 403 }),
    missing: lookup("permission-denied", /not the permission container\.clusters\.get on projects\/corp-data-prod/),
    next: /container\.clusters\.get/,
  },
  { name: "403 of a proxy", faults: google({ status: 403, body: html }), missing: lookup("invalid-answer", strange) },
  {
    name: "403 in another JSON",
    faults: google({ status: 403, body: { blocked: true } }),
    missing: lookup("invalid-answer", strange),
  },
  { name: "404 of a proxy", faults: google({ status: 404, body: html }), missing: lookup("invalid-answer", strange) },
  { name: "a redirect", faults: google({ status: 302, body: html }), missing: lookup("invalid-answer", strange) },
  { name: "a captive portal", faults: google({ status: 200, body: html }), missing: lookup("invalid-answer", strange) },
  { name: "an empty answer", faults: google({ status: 200, body: "" }), missing: lookup("invalid-answer", strange) },
  {
    name: "another JSON",
    faults: google({ status: 200, body: { hello: "world" } }),
    missing: lookup("invalid-answer", /not a cluster/),
  },
  { name: "a list", faults: google({ status: 200, body: [] }), missing: lookup("invalid-answer", /not a cluster/) },
  {
    name: "half an answer",
    faults: google({ truncate: true }),
    missing: lookup("unavailable", /connection failed \(ECONNRESET\)/),
    next: again,
  },
  {
    name: "refused",
    start: async () => start({ google: `http://${await closedPort()}/` })(),
    missing: lookup("unavailable", /connection failed \(ECONNREFUSED\)/),
    next: again,
  },
  {
    name: "an expired token",
    start: start({ tokenFile: expiredToken }),
    missing: lookup("unauthenticated", /invalid authentication credentials/),
  },
  {
    name: "no token file",
    start: start({ tokenFile: join(folder, "none") }),
    missing: lookup("unauthenticated", /token file cannot be read \(ENOENT\)/),
  },
  {
    name: "the proxy down",
    kind: "server",
    start: async () => start({ proxy: await closedPort() })(),
    missing: ["tcp", "unavailable", /DRAWBRIDGE_PROXY_URL.*ECONNREFUSED/],
    next: again,
  },
  {
    name: "every echo silent",
    kind: "server",
    faults: [{ match: { host: "dns" }, latencyMs: 60_000 }],
    missing: ["egress", "timed-out", /within 3\.0 s/],
  },
  {
    name: "the resolver silent",
    kind: "server",
    world: "silent-resolver",
    missing: ["dns", "timed-out", /within 3\.0 s/],
    next: again,
  },
  {
    name: "the control plane hanging",
    kind: "server",
    faults: [{ match: { host: "kubernetes" }, latencyMs: 60_000 }],
    missing: ["http", "timed-out", /within 5\.0 s/],
    next: again,
  },
];

function missingFacts({ facts }: Report) {
  return facts.flatMap((fact) => (fact.state === "unknown" ? [fact] : []));
}

describe("with the outside world failing, the answer is readable, honest and in time:", () => {
  it.concurrent.for(cases)(
    "$name",
    async ({ faults = [], start: begin = start({}), world = "analytics", kind = "browser", missing, next = /./ }, {
      expect,
    }) => {
      const simulated = await begin();
      try {
        await simulated.setFaults(faults);
        const startedAt = performance.now();
        const report = await simulated.diagnose({ cluster: clusterOf(world), vantage: { kind } });
        expect(performance.now() - startedAt).toBeLessThan(12_000);

        const { verdict, findings } = report;
        expect({ state: verdict.state, cause: verdict.cause, remedies: verdict.remedies }).toEqual({
          state: "unknown",
          cause: null,
          remedies: [],
        });
        expect(findings.filter(({ status }) => status === "fail")).toEqual([]);
        expect(verdict.next).toMatch(next);

        const unknown = missingFacts(report);
        const [name, reason, detail] = missing;
        expect(unknown.find((fact) => fact.name === name)).toMatchObject({
          reason,
          detail: expect.stringMatching(detail),
        });
        for (const fact of unknown) {
          expect(fact.detail).not.toMatch(/undefined|null|\[object|fetch failed|<html|[{}\n]|at \//);
          expect(fact.detail.length).toBeLessThan(300);
        }
      } finally {
        await simulated.close();
      }
    },
  );

  it.concurrent("a failure that passes is not told at all", async ({ expect }) => {
    const simulated = await startSimulated({ worlds });
    try {
      await simulated.setFaults([{ match: { pathPattern: "clusters/analytics" }, status: 503, times: 2 }]);
      const { verdict } = await simulated.diagnose({ cluster: clusterOf("analytics"), vantage: { kind: "server" } });
      expect(verdict.state).toBe("reachable");
      expect((await simulated.requests()).filter((line) => line.endsWith("/clusters/analytics"))).toHaveLength(3);
    } finally {
      await simulated.close();
    }
  });

  it.concurrent("a Google that is down is asked three times at most, by each question", async ({ expect }) => {
    const simulated = await startSimulated({ worlds });
    try {
      await simulated.setFaults(google({ status: 503 }));
      await simulated.diagnose({ cluster: clusterOf("analytics"), vantage: { kind: "browser" } });
      const counts = Object.groupBy(await simulated.requests(), (line) => line);
      for (const [line, asked = []] of Object.entries(counts)) expect(asked.length, line).toBeLessThanOrEqual(3);
    } finally {
      await simulated.close();
    }
  });
});
