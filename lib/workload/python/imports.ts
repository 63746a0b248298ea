/** An import that a generated module needs. With `otherwise`, the module is tried first and the other one when it is missing. */
export type Import =
  | { readonly kind: "module"; readonly module: string; readonly place: "standard" | "installed" }
  | {
      readonly kind: "from";
      readonly module: string;
      readonly name: string;
      readonly as?: string;
      readonly place: "standard" | "installed";
      readonly otherwise?: string;
    };

/** The import lines, each import once, the standard library first, sorted; ends with a line break unless empty. */
export function writeImports(imports: readonly Import[]): string {
  const plain = imports.filter((one) => one.kind === "module" || one.otherwise === undefined);
  const standard = lines(plain.filter((one) => one.place === "standard"));
  const installed = lines(plain.filter((one) => one.place === "installed"));
  const tried = [...new Set(imports.filter((one) => one.kind === "from" && one.otherwise !== undefined).map(attempt))];
  return [standard, installed, ...tried]
    .filter((block) => block !== "")
    .map((block) => `${block}\n`)
    .join("\n");
}

function lines(imports: readonly Import[]): string {
  const modules = imports.filter((one) => one.kind === "module").map(line);
  const froms = imports.filter((one) => one.kind === "from").map(line);
  return [...new Set(modules.toSorted()), ...new Set(froms.toSorted())].join("\n");
}

function line(one: Import): string {
  if (one.kind === "module") return `import ${one.module}`;
  return `from ${one.module} import ${one.name}${one.as === undefined ? "" : ` as ${one.as}`}`;
}

function attempt(one: Import): string {
  if (one.kind === "module" || one.otherwise === undefined) return line(one);
  const before = line({ ...one, module: one.otherwise });
  return `try:\n    ${line(one)}\nexcept ImportError:  # an older provider\n    ${before}`;
}
