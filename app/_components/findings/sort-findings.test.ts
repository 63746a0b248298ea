import { describe, expect, it } from "vitest";
import type { Hop } from "@/lib/core/hop";
import type { Finding } from "@/lib/diagnosis/checks/outcome";
import { groupFindings } from "./sort-findings";

const finding = (check: string, hop: Hop, status: Finding["status"], more: Partial<Finding> = {}): Finding => ({
  check,
  hop,
  status,
  title: check,
  summary: "",
  why: "",
  learnMoreUrl: "",
  severity: "blocking",
  certainty: "certain",
  bases: [],
  evidence: [],
  missing: [],
  remedies: [],
  explainedBy: null,
  ...more,
});
const names = (findings: readonly Finding[]) => findings.map(({ check }) => check);

describe("groupFindings", () => {
  it("puts the cause first, then path order, whatever the order of arrival", () => {
    const arrived = [
      finding("tls", "tls", "fail"),
      finding("listed", "authorized-networks", "fail"),
      finding("context", "kubeconfig", "fail"),
    ];
    const expected = ["listed", "context", "tls"];
    expect(names(groupFindings(arrived, "listed").failed)).toEqual(expected);
    expect(names(groupFindings([...arrived].reverse(), "listed").failed)).toEqual(expected);
  });

  it("keeps symptoms, advice, unknown, passed and not applicable apart", () => {
    const groups = groupFindings(
      [
        finding("symptom", "tcp", "fail", { explainedBy: "cause" }),
        finding("advice", "tcp", "fail", { severity: "advisory" }),
        finding("cause", "endpoint", "fail"),
        finding("unknown", "tcp", "unknown"),
        finding("passed", "tcp", "pass"),
        finding("other", "tcp", "not-applicable"),
      ],
      "cause",
    );
    expect(Object.fromEntries(Object.entries(groups).map(([group, members]) => [group, names(members)]))).toEqual({
      failed: ["cause"],
      advice: ["advice"],
      unknown: ["unknown"],
      symptoms: ["symptom"],
      passed: ["passed"],
      notApplicable: ["other"],
    });
  });
});
