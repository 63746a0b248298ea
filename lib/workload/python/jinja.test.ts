import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runPython, withoutPython } from "../testing";
import { hasTemplate, jinjaLiteral } from "./jinja";

const text = fc
  .array(fc.constantFrom("{", "}", "{{", "{%", "{#", "#", "%", "'", '"', "\\", "\n", "\r\n", "a", " ", "-", "é"), {
    maxLength: 15,
  })
  .map((parts) => parts.join(""));

describe("text that Airflow's templates leave alone", () => {
  it.each([
    ["plain {x}", "plain {x}"],
    ["{{ ds }}", "{{ '{' }}{ ds }}"],
    ["a\n", "a{{ '\\n' }}"],
  ])("%j becomes %j", (value, literal) => {
    expect(jinjaLiteral(value)).toBe(literal);
  });

  it.each([
    ["{{ ds }}", true],
    ["{% if %}", true],
    ["{# note", true],
    ['{"a": {"b": 1}}', false],
    ["{ { x", false],
  ])("%j has a template: %s", (value, expected) => {
    expect(hasTemplate(value)).toBe(expected);
  });

  it.skipIf(withoutPython("jinja2") !== null)("is rendered by the real Jinja to exactly itself", () => {
    const values = fc.sample(text, 3_000);
    const script =
      "import jinja2, json, sys\nenv = jinja2.Environment()\nprint(json.dumps([env.from_string(one).render(ds='no') for one in json.load(sys.stdin)]))";
    expect(runPython(script, values.map(jinjaLiteral))).toEqual(values);
  });
});
