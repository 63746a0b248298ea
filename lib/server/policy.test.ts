import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readPolicy } from "./policy";

const folder = mkdtempSync(join(tmpdir(), "policy-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("readPolicy", () => {
  it("brings a policy of its own", () => {
    const policy = readPolicy(undefined);
    expect(policy.rules.length).toBeGreaterThan(10);
    expect(policy.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  it("refuses one with errors, line by line", () => {
    const file = join(folder, "bad.cedar");
    writeFileSync(
      file,
      '@id("a") @title("A") @why("Because.")\npermit (principal, action, resource)\nwhen { context.foo };\n',
    );
    expect(() => readPolicy(file)).toThrow(expect.objectContaining({ name: "EnvError" }));
    expect(() => readPolicy(file)).toThrow(/bad\.cedar:3:\d+: rule "a": attribute `foo`/);
  });

  it("refuses a file that is not there, by its setting", () => {
    expect(() => readPolicy(join(folder, "none.cedar"))).toThrow(/DRAWBRIDGE_POLICY_FILE=.*none\.cedar/);
  });
});
