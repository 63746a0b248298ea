import { describe, expect, it } from "vitest";
import { parseLogFilter } from "./log-filter";

const entry = {
  logName: "projects/p/logs/cloudaudit.googleapis.com%2Factivity",
  severity: "NOTICE",
  timestamp: "2026-11-20T10:00:00.000Z",
  resource: { labels: { cluster_name: "c1" } },
  protoPayload: { methodName: "google.container.v1.ClusterManager.UpdateCluster", status: { code: 7 } },
};

describe("parseLogFilter", () => {
  it.each([
    ["", true],
    [`resource.labels.cluster_name="c1"`, true],
    [`resource.labels.cluster_name = "c2"`, false],
    [`resource.labels.cluster_name!="c2"`, true],
    [`resource.labels.cluster_name=("c2" OR "c1")`, true],
    [`protoPayload.methodName:"updatecluster"`, true],
    [`protoPayload.methodName=~"Update|Delete"`, true],
    [`protoPayload.methodName=~"^Update"`, false],
    [`protoPayload.status.code=7`, true],
    [`protoPayload.absent:"x"`, false],
    [`timestamp>="2026-11-20T10:00:00Z"`, true],
    [`timestamp>"2026-11-20T10:00:00Z"`, false],
    [`timestamp<="2026-11-20T10:00:00.000000Z"`, true],
    [`timestamp<"2026-11-20T10:00:00Z"`, false],
    [`"UpdateCluster"`, true],
    [`"DeleteCluster"`, false],
    [`severity=NOTICE -- a comment\nAND "c1"`, true],
    [`severity=NOTICE AND severity=ERROR`, false],
  ])("%s → %s", (filter, expected) => {
    const parsed = parseLogFilter(filter);
    expect("matches" in parsed && parsed.matches(entry)).toBe(expected);
  });

  it.each([
    ["NOT severity=ERROR", "NOT"],
    [`severity=ERROR OR severity=NOTICE`, "OR"],
    ["(a=b)", "(a=b)"],
  ])("says that it cannot read %s", (filter, at) => {
    expect(parseLogFilter(filter)).toEqual({ unsupported: at });
  });
});
