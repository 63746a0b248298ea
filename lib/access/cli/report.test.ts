import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { defaultText } from "../testing";
import { reportOn } from "./report";

const folder = mkdtempSync(join(tmpdir(), "policy-check-"));
afterAll(() => rmSync(folder, { recursive: true }));

function policyCheck(...given: readonly string[]) {
  const program = fileURLToPath(new URL("./policy-check.ts", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", program, ...given], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("policy:check", () => {
  it.each([
    ["own address, 12 hours", /yes\s+with 1 approval$/],
    ["own network of 256 addresses, 4 hours", /with 1 approval\s+with 2 approvals$/],
    ["somebody else's address", /no: own-address-only\s+no: own-address-only$/],
    ["emergency, 1 hour", /yes, reviewed afterwards\s+yes, reviewed afterwards$/],
    ["a probe pod in kube-system", /no: no-pods-in-system-namespaces\s+no: no-pods-in-system-namespaces$/],
    ["approve own request", /no: never-your-own\s+no: never-your-own$/],
  ])("says who may do what: %s", (what, answers) => {
    const { usable, lines } = reportOn(defaultText, "default.cedar");
    expect(usable).toBe(true);
    expect(lines[0]).toMatch(/^default\.cedar is valid: \d+ rules\./);
    expect(lines.find((line) => line.includes(what))).toMatch(answers);
  });

  it("ends with 0 and the table for the default policy", () => {
    expect(policyCheck()).toMatchObject({ status: 0, stdout: expect.stringContaining("env=prod"), stderr: "" });
  });

  it("ends with 1 and the place of every error", () => {
    const file = join(folder, "bad.cedar");
    writeFileSync(file, defaultText.replace("context.ownAddress }", "context.ownAdress }"));
    const line = defaultText.split("\n").findIndex((text) => text.includes("context.ownAddress }")) + 1;
    const { status, stdout, stderr } = policyCheck(file);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(`${file}:${line}:10: rule "own-address-only": attribute \`ownAdress\``);
  });

  it("ends with 1 when there is no such file", () => {
    expect(policyCheck(join(folder, "none.cedar"))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("cannot be read"),
    });
  });

  it("prints the words that a policy may use", () => {
    expect(policyCheck("--schema").stdout).toContain("prefixLength: Long");
  });
});
