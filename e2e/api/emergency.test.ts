import { readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { GrantView } from "@/lib/services/schema/access";
import { temporaryDirectory } from "@/lib/store/testing";
import { accessTo } from "../support/access";
import { closedPort } from "../support/ask-simulated";
import { clusterOf } from "../support/clusters";
import { json } from "../support/http";
import { type Sandbox, startSandbox } from "../support/sandbox";

/* P12: an emergency needs nobody and nothing but Google: not approvers, not those who are told. */

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const cluster = clusterOf("caller-not-authorized");
const emergency = {
  ...{ clusters: [cluster], cidr: "93.104.77.18/32", duration: "1h", reason: "production is down", breakGlass: true },
};
let folder: string;
let hook: string;
beforeAll(async () => {
  folder = await temporaryDirectory();
  hook = `http://${await closedPort()}/nobody-listens`;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function withNobody(settings: Readonly<Record<string, string>>, judge: (sandbox: Sandbox) => Promise<void>) {
  const nobody = { DRAWBRIDGE_WEBHOOKS: hook, DRAWBRIDGE_WEBHOOK_SECRET: `whsec_${btoa("x".repeat(32))}` };
  const sandbox = await startSandbox({ settings: { ...nobody, ...settings }, onOutput: () => undefined });
  try {
    await judge(sandbox);
  } finally {
    await sandbox.close();
  }
}

it("holds: it is let in at once, while nobody approves and nobody can be told", () =>
  withNobody({}, async (sandbox) => {
    const { send, settled, list } = accessTo(sandbox);
    const answer = await send("/api/grants", emergency);
    expect(answer.status, answer.text).toBe(201);
    const [grant] = (json(answer) as { grants: readonly GrantView[] }).grants;
    expect(grant).toMatchObject({ state: "approved", approvalsNeeded: 0, breakGlass: true });
    await settled(grant?.id ?? "", "applied");
    expect(await list(cluster)).toContainEqual(expect.stringContaining("93.104.77.18/32"));
  }));

it("is seen to be broken by a policy that wants an approver in an emergency, too", () => {
  const policy = join(folder, "policy.cedar");
  writeFileSync(policy, readFileSync("lib/access/default.cedar", "utf8") + emergenciesWait);
  return withNobody({ DRAWBRIDGE_POLICY_FILE: policy }, async (sandbox) => {
    const answer = await accessTo(sandbox).send("/api/grants", emergency);
    const { grants = [] } = json(answer) as { grants?: readonly GrantView[] };
    expect(grants.map(({ state }) => state)).not.toContain("approved");
    expect(answer.text).toContain("emergencies-wait");
  });
});

const emergenciesWait = `
@id("emergencies-wait")
@title("Emergencies wait for an approver")
@why("A policy that forgets what emergencies are.")
forbid (principal, action == Action::"break-glass", resource) when { context.approvals < 1 };
`;
