import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DiagnosisRequest } from "@/lib/services/schema/request";
import { testWorld } from "@/lib/simulator/testing";
import { type Simulated, startSimulated } from "../support/ask-simulated";
import { clusterOf } from "../support/clusters";
import { type Outgoing, recordOutgoing } from "../support/outgoing";

const worlds = [testWorld("analytics"), testWorld("by-name", { base: "dns-only" })];
const vantages: readonly DiagnosisRequest["vantage"][] = [
  { kind: "browser" },
  { kind: "server" },
  { kind: "address", address: "93.104.77.18" },
];
const endpoints = ["public", "private", "dns"] as const;
const errorText = "Unable to connect to the server: dial tcp 34.78.1.2:443: i/o timeout";

/** Whatever else it is called, this only reads. */
const reading: readonly RegExp[] = [
  /^GET 127\.0\.0\.1 \/(v1|ipranges)\//,
  /^POST 127\.0\.0\.1 \/v1\/projects\/[a-z-]+:testIamPermissions$/,
  /^POST 127\.0\.0\.1 \/v2\/entries:list$/,
  /^CONNECT 127\.0\.0\.1 [\w.-]+:443$/,
  /^GET [\w.-]+ \/(readyz|version)$/,
];

let simulated: Simulated;
let outgoing: Outgoing;
beforeAll(async () => {
  simulated = await startSimulated({ worlds });
});
afterAll(() => simulated.close());
beforeEach(() => {
  outgoing = recordOutgoing();
});
afterEach(() => outgoing.stop());

describe("a diagnosis sends nothing that writes, to Google or to a control plane", () => {
  it("from any vantage, to any endpoint", async () => {
    const questions = worlds.flatMap(({ name }) =>
      vantages.flatMap((vantage) =>
        endpoints.map((endpoint): DiagnosisRequest => ({ cluster: clusterOf(name), vantage, endpoint, errorText })),
      ),
    );
    await Promise.all(questions.map(simulated.diagnose));
    expect(simulated.reports.size).toBe(questions.length);
    expect(outgoing.requests.filter((line) => !reading.some((form) => form.test(line)))).toEqual([]);
    for (const form of reading) expect(outgoing.requests.filter((line) => form.test(line))).not.toEqual([]);
    expect((await simulated.requests()).length).toBeGreaterThan(questions.length);
  });
});
