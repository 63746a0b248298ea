import { childrenOf, nodesNamed, type PyNode, type PythonSource, textOf } from "./read";

/** One place that gives a name its meaning. Scopes are not told apart: a name with two meanings has no certain one. */
export type Binding =
  | { readonly kind: "import"; readonly target: string; readonly node: PyNode; readonly statement: PyNode }
  | { readonly kind: "value"; readonly node: PyNode; readonly value: PyNode }
  | { readonly kind: "other"; readonly node: PyNode };

export type Names = {
  readonly source: PythonSource;
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
  readonly uses: ReadonlyMap<string, readonly PyNode[]>;
};

/** Collects what every name of the file is bound to, and where it occurs. */
export function readNames(source: PythonSource): Names {
  const bindings = new Map<string, Binding[]>();
  const uses = new Map<string, PyNode[]>();
  const bind = (name: string, binding: Binding) => add(bindings, name, binding);
  const other = (node: PyNode | undefined) => {
    for (const target of node === undefined ? [] : targetsOf(node))
      bind(textOf(source, target), { kind: "other", node: target });
  };
  for (const node of nodesNamed(source, "VariableName")) {
    if (node.parent?.name !== "ImportStatement" && !isKeywordName(node)) add(uses, textOf(source, node), node);
  }
  for (const node of nodesNamed(source, ...binders)) {
    const parts = childrenOf(node);
    if (node.name === "ImportStatement") readImport(source, node, bind);
    else if (node.name === "AssignStatement") readAssignment(source, parts, bind, other);
    else for (const target of boundBy(node.name, parts)) other(target);
  }
  return { source, bindings, uses };
}

const comprehensions = [
  "ComprehensionExpression",
  "ArrayComprehensionExpression",
  "SetComprehensionExpression",
  "DictionaryComprehensionExpression",
];
const named = ["FunctionDefinition", "ClassDefinition", "UpdateStatement", "NamedExpression"];
const everything = ["DeleteStatement", "ScopeStatement", "CapturePattern", "AsPattern"];
const afterAs = ["WithStatement", "TryStatement"];
const binders = [
  "ImportStatement",
  "AssignStatement",
  "ParamList",
  "ForStatement",
  ...comprehensions,
  ...named,
  ...everything,
  ...afterAs,
];

/** The children of a node that are given a value by it. */
function boundBy(name: string, parts: readonly PyNode[]): readonly PyNode[] {
  if (name === "ParamList") return parts.filter((_, index) => parts[index - 1]?.name !== "AssignOp");
  if (named.includes(name)) return parts.filter(({ name }) => name === "VariableName").slice(0, 1);
  if (everything.includes(name)) return parts;
  if (afterAs.includes(name)) return parts.filter((_, index) => parts[index - 1]?.name === "as");
  const targets: PyNode[] = [];
  let inside = false;
  for (const part of parts) {
    if (part.name === "for" || part.name === "in") inside = part.name === "for";
    else if (inside) targets.push(part);
  }
  return targets;
}

/** `name = value`, also with a type, binds a value; every other target of an assignment is only known to be bound. */
function readAssignment(
  source: PythonSource,
  parts: readonly PyNode[],
  bind: (name: string, binding: Binding) => void,
  other: (node: PyNode) => void,
): void {
  const [target, operator, value, more] = parts.filter(({ name }) => name !== "TypeDef");
  if (target?.name === "VariableName" && operator?.name === "AssignOp" && value !== undefined && more === undefined) {
    bind(textOf(source, target), { kind: "value", node: target, value });
    return;
  }
  const last = parts.findLastIndex(({ name }) => name === "AssignOp");
  for (const part of parts.slice(0, Math.max(last, 0))) other(part);
}

/** The names in a target such as `a, (b, *c)`; not those in `d["k"]` or `o.p`, which bind nothing. */
function targetsOf(node: PyNode): PyNode[] {
  if (node.name === "VariableName") return [node];
  const holds = ["TupleExpression", "ArrayExpression", "ParenthesizedExpression"];
  return holds.includes(node.name) ? childrenOf(node).flatMap(targetsOf) : [];
}

function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function isKeywordName(node: PyNode): boolean {
  return node.parent?.name === "ArgList" && node.nextSibling?.name === "AssignOp";
}

/** `from a.b import c as d` binds d to "a.b.c"; `import a.b` binds a to "a"; `import a.b as m` binds m to "a.b". Relative imports start with a dot. */
function readImport(source: PythonSource, statement: PyNode, bind: (name: string, binding: Binding) => void): void {
  const parts = childrenOf(statement);
  const importAt = parts.findIndex(({ name }) => name === "import");
  const from = parts[0]?.name === "from";
  const module = from
    ? parts
        .slice(1, importAt)
        .map((part) => textOf(source, part))
        .join("")
    : "";
  let path: PyNode[] = [];
  let alias: PyNode | undefined;
  const finish = () => {
    const first = path[0];
    if (first !== undefined) {
      const dotted = path.map((part) => textOf(source, part)).join(".");
      const target = from ? `${module}.${dotted}` : alias === undefined ? textOf(source, first) : dotted;
      bind(textOf(source, alias ?? first), { kind: "import", target, node: first, statement });
    }
    path = [];
    alias = undefined;
  };
  for (let index = importAt + 1; index < parts.length; index += 1) {
    const part = parts[index];
    if (part === undefined) continue;
    if (part.name === ",") finish();
    else if (part.name === "as") {
      alias = parts[index + 1];
      index += 1;
    } else if (part.name === "VariableName") path.push(part);
  }
  finish();
}
