import { readVars } from "../../dbt/vars";
import { elementsOf, stringValue } from "../../python/literal";
import { pyString } from "../../python/quote";
import type { CallRule } from "../context";
import { findingAt, type LintFinding, lineWith } from "../finding";

const source = "docs.getdbt.com, Project variables";

/** `--vars` of dbt is one YAML or JSON mapping, without quotes of a shell. Only values that are written out are judged. */
export const dbtVars: CallRule = (call, context) => {
  const findings: LintFinding[] = [];
  const argument = call.keywords.get("arguments");
  const elements = (argument === undefined ? null : elementsOf(argument.value)) ?? [];
  for (const [index, element] of elements.entries()) {
    const text = stringValue(context.source, element);
    if (text === null || !/^--vars(=|$|\s)/.test(text)) continue;
    const inline = text === "--vars" ? null : text.slice("--vars".length + 1);
    const node = inline === null ? elements[index + 1] : element;
    const value = inline ?? (node === undefined ? null : stringValue(context.source, node));
    if (node === undefined || value === null) continue;
    const read = readVars(value);
    const split = text.startsWith("--vars ");
    if (read.kind === "mapping" && !split) continue;
    const bare = value.trim().replace(/^(['"])(.*)\1$/s, "$2");
    const mapping = readVars(bare);
    const fix =
      mapping.kind === "invalid"
        ? null
        : lineWith(
            context.source,
            node.from,
            node.to,
            `${inline === null ? "" : `"--vars", `}${pyString(mapping.json)}`,
          );
    const why = split ? "Option and value are two elements of the list." : read.kind === "invalid" ? read.reason : "";
    const message =
      `--vars needs one JSON or YAML mapping, such as json.dumps({"run_date": "2024-01-01"}). ${why}`.trim();
    findings.push(findingAt(context.source, node, { rule: "dbt-vars", level: "error", message, source, fix }));
  }
  return findings;
};
