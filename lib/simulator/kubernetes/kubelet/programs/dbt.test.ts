import { describe, expect, it } from "vitest";
import type { PodIdentity } from "../../metadata/pod-identity";
import { dbt } from "./dbt";

const granted: PodIdentity = { kind: "account", email: "gsa@p.iam.gserviceaccount.com", token: "granted" };

function run(words: readonly string[], identity = granted, mayUseBigQuery = true) {
  const result = dbt({
    argv: ["dbt", ...words],
    startedAt: new Date("2026-11-20T12:00:00Z"),
    project: "p",
    identity: () => identity,
    mayUseBigQuery: () => mayUseBigQuery,
    askMetadata: () => undefined,
  });
  return { exitCode: result.exitCode, text: result.output.map(({ text }) => text).join("") };
}

describe("dbt", () => {
  it.each<[readonly string[], number, string]>([
    [["run"], 0, "Done. PASS=3 WARN=0 ERROR=0 SKIP=0 TOTAL=3\n"],
    [["run", "--select", "path:models/stage,tag:hourly", "tag:daily"], 0, "Completed successfully"],
    [["--no-use-colors", "build", "-s", "+fct_orders", "--target=prod"], 0, "12:00:00  Running with dbt=1.9.4\n"],
    [["run", "--vars", '{"day": "2026-11-20"}'], 0, "1 of 3 START sql table model dwh.stg_orders ."],
    [["test"], 0, "1 of 2 PASS not_null_fct_orders_order_id ."],
    [["ls", "--select", "tag:hourly"], 0, "corp_dwh.stg_orders\n"],
    [["run", "--select", "broken"], 1, "Done. PASS=2 WARN=0 ERROR=1 SKIP=0 TOTAL=3\n"],
    [["run", "--frob"], 2, "Error: No such option: --frob\n"],
    [["run", "--select"], 2, "Error: Option '--select' requires an argument.\n"],
    [["run", "extra"], 2, "Error: Got unexpected extra argument (extra)\n"],
    [["frob"], 2, "Error: No such command 'frob'.\n"],
    [["run", "--vars", "day"], 2, "is not valid YAML"],
  ])("%j exits with %d", (words, exitCode, text) => {
    const result = run(words);
    expect(result.exitCode).toBe(exitCode);
    expect(result.text).toContain(text);
  });

  it("fails without a token, and without the right to start jobs", () => {
    const denied = run(["run"], { ...granted, token: "denied" });
    expect([denied.exitCode, denied.text]).toEqual([
      1,
      expect.stringContaining("IAM returned 403 Forbidden: Permission 'iam.serviceAccounts.getAccessToken' denied"),
    ]);
    const noJobs = run(["run"], { kind: "pool", email: "p.svc.id.goog" }, false);
    expect([noJobs.exitCode, noJobs.text]).toEqual([
      1,
      expect.stringContaining(
        "Access Denied: Project p: User does not have bigquery.jobs.create permission in project p.",
      ),
    ]);
  });
});
