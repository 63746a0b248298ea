import { describe, expect, it } from "vitest";
import { conclude } from "@/lib/engine/diagnose";
import { workloadChecks } from "../checks";
import { workloadSubject } from "./subject";
import { situations } from "./testing";

describe("one cause for each situation", () => {
  it("has a situation for every check", () => {
    expect(Object.keys(situations)).toEqual(workloadChecks.map(({ meta }) => meta.id));
  });

  it.each(Object.entries(situations))("%s", (cause, facts) => {
    const { findings, verdict } = conclude(workloadSubject, facts, workloadChecks);
    const unexplained = findings.filter(
      ({ status, severity, explainedBy }) => status === "fail" && severity === "blocking" && explainedBy === null,
    );
    expect(unexplained.map(({ check }) => check)).toEqual([cause]);
    expect(verdict).toMatchObject({ state: "blocked", cause });
  });
});
