import { checkParseSchema } from "@cedar-policy/cedar-wasm/nodejs";
import { describe, expect, it } from "vitest";
import { schema } from "./engine";
import { formatPolicyProblem, loadPolicy } from "./policy";
import { defaultText, policyOf } from "./testing";

const notes = (id: string) => `@id("${id}") @title("제목") @why("W")`;
const good = `${notes("good")}\npermit (principal, action, resource);\n`;

function errorsOf(text: string): readonly string[] {
  const policy = loadPolicy(text, { file: "p.cedar" });
  return policy.kind === "errors" ? policy.errors.map((error) => formatPolicyProblem("p.cedar", error)) : [];
}

describe("loadPolicy", () => {
  it("has a schema that parses", () => {
    expect(checkParseSchema(schema)).toEqual({ type: "success" });
  });

  it("takes the default policy, without a warning, with every rule at its line", () => {
    const policy = policyOf(defaultText);
    const lines = defaultText.split("\n");
    expect(policy.warnings).toEqual([]);
    expect(policy.rules.length).toBe(defaultText.match(/^@id/gm)?.length);
    for (const { id, line } of policy.rules) expect(lines[line - 1]).toBe(`@id("${id}")`);
  });

  it("keeps more than ten rules apart, in the order of the text", () => {
    const ids = Array.from({ length: 25 }, (_, index) => `rule-${index}`);
    const policy = policyOf(ids.map((id) => `${notes(id)} permit (principal, action, resource);`).join("\n"));
    expect(policy.rules.map(({ id }) => id)).toEqual(ids);
  });

  it("tells policies apart by their text", () => {
    expect(policyOf(good).fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(policyOf(`${good}\n`).fingerprint).not.toBe(policyOf(good).fingerprint);
  });

  it.each([
    ["nothing", "", "p.cedar:1:1: the policy has no rule"],
    ["only a comment", "// nothing\n", "p.cedar:1:1: the policy has no rule"],
    ["no id", `${good}\n@title("T") @why("W") permit (principal, action, resource);`, 'p.cedar:4:1: has no @id("…")'],
    [
      "no title",
      '@id("x") @why("W") permit (principal, action, resource);',
      'p.cedar:1:1: rule "x": has no @title("…")',
    ],
    [
      "an empty why",
      '@id("x") @title("T") @why(" ") permit (principal, action, resource);',
      'rule "x": has no @why("…")',
    ],
    ["an id twice", good + good, 'p.cedar:3:1: rule "good": line 1 has a rule of the same @id'],
    ["an id in capitals", `${notes("Good")} permit (principal, action, resource);`, "lower-case-with-hyphens"],
    [
      "a template",
      `${good}${notes("t")} permit (principal == ?principal, action, resource);`,
      "p.cedar:3:1: templates",
    ],
    [
      "a missing semicolon",
      `${notes("a")} permit (principal, action, resource)\n${good}`,
      'p.cedar:2:1: rule "a": unexpected token `@`',
    ],
    [
      "a wrong operator",
      `${good}${notes("b")}\nforbid (principal, action, resource)\n  when { 1 = 2 };`,
      "p.cedar:5:10: rule \"b\": '=' is not a valid operator",
    ],
  ])("refuses %s", (_, text, message) => {
    expect(errorsOf(text)).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    ["attribute", "context.durationMinuts > 3", "3:8", "attribute `durationMinuts` in context"],
    ["attribute of the cluster", 'resource.env == "prod"', "3:8", "attribute `env`"],
    ["label that may be missing", 'resource.getTag("env") == "prod"', "3:8", "hasTag"],
    ["type", 'context.durationMinutes == "3"', "3:8", "not compatible"],
    ["entity", 'principal in Group::"x"', "3:21", "unrecognized entity type `Group`"],
    ["address", 'context.network.isInRange(ip("1.2.3.4/40"))', "3:34", "failed to parse as IP address"],
  ])("refuses an unknown or wrong %s, with its place behind Korean text", (_, when, place, message) => {
    const text = `// 설명 –\n${notes("한글-주석").replace("한글-주석", "r")} forbid (principal, action in Action::"let-in", resource)\nwhen { ${when} };\n${good}`;
    const [error, ...more] = errorsOf(text);
    expect(more).toEqual([]);
    expect(error).toContain(`p.cedar:${place}: rule "r": `);
    expect(error).toContain(message);
  });

  it.each([
    ["an action that does not exist", 'forbid (principal, action == Action::"grnt", resource);', "unrecognized action"],
    ["what read does not have", "forbid (principal, action, resource) when { context.ownGrant };", 'Action::"read"'],
    ["a rule that never holds", 'forbid (principal, action == Action::"read", resource) when { false };', "impossible"],
    ["hidden direction marks", 'forbid (principal, action, resource) when { principal.name == "\u202eabc" };', "BIDI"],
  ])("refuses %s", (_, body, message) => {
    expect(errorsOf(`${notes("r")} ${body}`)).toEqual([expect.stringContaining(message)]);
  });

  it("takes Korean group names with Latin letters in them, and says so", () => {
    const policy = policyOf(
      `${notes("r")} permit (principal, action, resource) when { principal.groups.contains("개발team") };`,
    );
    expect(policy.warnings).toEqual([expect.objectContaining({ rule: "r", line: 1 })]);
  });

  it("tells everything that is wrong at once, in the order of the text", () => {
    const bad = (id: string) => `${notes(id)} forbid (principal, action == Action::"grnt", resource);\n`;
    const errors = errorsOf(`${bad("a")}permit (principal, action, resource);\n${bad("b")}`);
    expect(errors.map((error) => error.split(":")[1])).toEqual(["1", "2", "2", "2", "3"]);
  });
});
