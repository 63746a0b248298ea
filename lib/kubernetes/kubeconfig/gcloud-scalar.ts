import { stringify } from "yaml";

const bestWidth = 80;

/**
 * A string as gcloud's YAML writer puts it into a file: plain where YAML 1.1 allows it, quoted otherwise, and folded at
 * the first single space beyond column 80. `column` is where the text starts, `indent` that of a folded line.
 */
export function gcloudScalar(text: string, column: number, indent: number): string {
  const written = stringify(text, { version: "1.1", lineWidth: 0, singleQuote: true, blockQuote: false }).trimEnd();
  return written.startsWith('"') ? written : fold(written, column, indent);
}

function fold(written: string, column: number, indent: number): string {
  let folded = "";
  let at = column;
  for (const part of written.split(/(?<=[^ ])( )(?=[^ ])/)) {
    if (part === " " && at > bestWidth) {
      folded += `\n${" ".repeat(indent)}`;
      at = indent;
    } else {
      folded += part;
      at += part.length;
    }
  }
  return folded;
}
