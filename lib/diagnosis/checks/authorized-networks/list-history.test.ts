import { describe, expect, it } from "vitest";
import { callTime, infrastructureTool, isGcloud, removalOf } from "./list-history";
import { call, entry } from "./testing";

const office = "81.92.200.0/24";
const vpn = "185.44.108.30/32";
const ci = "51.159.24.0/28";
const address = "81.92.200.7";
const find = (changes: Parameters<typeof removalOf>[0], present: readonly string[]) =>
  removalOf(
    changes,
    present.map((cidr) => entry(cidr)),
    address,
  );

describe("removalOf", () => {
  const added = call(2, "console", [vpn, office]);
  const removed = call(3, "terraform", [vpn]);
  const first = call(1, "terraform", [vpn]);

  it("tells who added, who removed, what was lost and what was dropped", () => {
    expect(find([removed, added, first], [vpn])).toEqual({
      addedBy: added,
      before: added,
      by: removed,
      lost: [office],
      dropped: [office],
      kept: 1,
    });
  });

  it("finds the call that added, however many calls kept the entry since", () => {
    const kept = call(4, "gcloud", [vpn, office, ci]);
    const late = call(5, "terraform", [vpn]);
    expect(find([late, kept, added, first], [vpn])).toMatchObject({ addedBy: added, before: kept, by: late });
  });

  it("takes the oldest call for the one that added when the log goes no further back", () => {
    expect(find([removed, added], [vpn])?.addedBy).toEqual(added);
  });

  it("finds a removal behind later changes of other entries", () => {
    const later = call(4, "gcloud", [vpn, ci]);
    expect(find([later, removed, added, first], [vpn, ci])).toMatchObject({ by: removed });
  });

  it("leaves out calls that never became the list, such as a refused attempt to come back", () => {
    const attempt = call(4, "console", [vpn, office]);
    expect(find([attempt, removed, added, first], [vpn])).toMatchObject({ before: added, by: removed });
  });

  it("does not count an entry as dropped that a wider one still covers", () => {
    const wider = call(3, "gcloud", ["185.44.0.0/16"]);
    expect(find([wider, added], ["185.44.0.0/16"])).toMatchObject({ dropped: [office], kept: 1 });
  });

  it.each([
    ["the log is empty", [], [vpn]],
    ["no recorded call let the caller in", [removed, first], [vpn]],
    ["the present list is in no call", [removed, added, first], [ci]],
    ["the newest call with the present list is older than the addition", [added, first], [vpn]],
    ["nothing was removed", [added, first], [vpn, office]],
  ])("says nothing when %s", (_, changes, present) => {
    expect(find(changes, present)).toBeUndefined();
  });

  it("compares networks, not text, with the present list", () => {
    expect(find([call(3, "terraform", ["185.44.108.30"]), added], [vpn])?.by.at).toContain("T03");
  });
});

describe("infrastructureTool", () => {
  it.each([
    ["terraform", "Terraform"],
    ["pulumi", "Pulumi"],
    ["kcc", "Config Connector"],
    ["gcloud", undefined],
    ["console", undefined],
    ["script", undefined],
  ] as const)("reads the user agent of %s as %s", (agent, tool) => {
    expect(infrastructureTool(call(1, agent, []))).toBe(tool);
  });

  it("knows Composer by its service agent", () => {
    const principal = "service-123@cloudcomposer-accounts.iam.gserviceaccount.com";
    expect(infrastructureTool({ ...call(1, "script", []), principal })).toBe("Composer");
  });

  it("is not misled by gcloud that runs inside a tool", () => {
    expect(infrastructureTool({ ...call(1, "gcloud", []), userAgent: "gcloud/528.0.0 terraform" })).toBeUndefined();
    expect(isGcloud(call(1, "terraform", []))).toBe(false);
  });
});

it("shows the minute of a call, and says when there is none", () => {
  expect(callTime(call(3, "gcloud", []))).toBe("2026-03-01 03:05 UTC");
  expect(callTime({ ...call(3, "gcloud", []), at: "" })).toBe("an unrecorded time");
});
