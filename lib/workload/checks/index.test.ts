import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compareLinks } from "@/lib/workload/facts/links";
import { composer3Snapshot, directSnapshot, healthySnapshot } from "@/lib/workload/facts/testing";
import { workloadChecks } from ".";

const folder = fileURLToPath(new URL(".", import.meta.url));
const machinery = ["index.ts", "define-check.ts", "outcome.ts"];

describe("the list of workload checks", () => {
  it("has every check file, and no others, in the order of the chain", () => {
    const files = readdirSync(folder).filter((name) => /^[a-z0-9-]+\.ts$/.test(name) && !machinery.includes(name));
    expect(workloadChecks.map(({ meta }) => `${meta.id}.ts`).sort()).toEqual(files.sort());
    const hops = workloadChecks.map(({ meta }) => meta.hop);
    expect(hops).toEqual(hops.toSorted(compareLinks));
  });

  it("names only checks in dependsOn, and none in a circle", () => {
    const dependencies = new Map(workloadChecks.map(({ meta }) => [meta.id, meta.dependsOn]));
    const reaches = (from: string, to: string, seen: readonly string[] = []): boolean =>
      !seen.includes(from) &&
      (dependencies.get(from) ?? []).some((id) => id === to || reaches(id, to, [...seen, from]));
    for (const [id, on] of dependencies) {
      expect(on.filter((other) => !dependencies.has(other))).toEqual([]);
      expect(reaches(id, id)).toBe(false);
    }
  });

  it.each(workloadChecks.map((check) => [check.meta.id, check] as const))("%s keeps the contract", (id, check) => {
    expect(existsSync(`${folder}${id}.test.ts`)).toBe(true);
    expect(check.meta.title).not.toBe(check.meta.failureTitle);
    expect(new URL(check.meta.learnMoreUrl).protocol).toBe("https:");
    for (const snapshot of [healthySnapshot(), directSnapshot()]) {
      const finding = check.evaluate(snapshot);
      expect(["pass", "not-applicable"]).toContain(finding?.status);
      const cited = finding?.evidence.map(({ fact }) => fact) ?? [];
      expect([...check.needs, ...check.wants]).toEqual(expect.arrayContaining(cited));
    }
    expect(check.evaluate(composer3Snapshot())?.status).not.toBe("fail");
  });
});
