import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { schemaToText } from "@cedar-policy/cedar-wasm/nodejs";
import { schema } from "../engine";
import { reportOn } from "./report";

/*
 * usage: policy:check [FILE]      is the policy valid, and who may do what (without FILE: the default policy)
 *        policy:check --schema    the words that a policy may use
 *
 * Ends with 0 when the policy can be used, with 1 when it cannot.
 */
const [argument = fileURLToPath(new URL("../default.cedar", import.meta.url))] = process.argv.slice(2);
process.exitCode = argument === "--schema" ? printSchema() : check(argument);

function check(file: string): 0 | 1 {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    process.stderr.write(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  const { usable, lines } = reportOn(text, file);
  (usable ? process.stdout : process.stderr).write(`${lines.join("\n")}\n`);
  return usable ? 0 : 1;
}

function printSchema(): 0 | 1 {
  const answer = schemaToText(schema);
  if (answer.type === "success") process.stdout.write(answer.text.replaceAll("__cedar::", ""));
  return answer.type === "success" ? 0 : 1;
}
