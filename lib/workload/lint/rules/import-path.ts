import { reached } from "../../airflow/provider-range";
import { contribOperatorModule, operatorModule, operatorModules } from "../../airflow/signatures/modules";
import { versionText } from "../../airflow/versions";
import { childrenOf, type PyNode, textOf } from "../../python/read";
import type { FileRule, LintContext } from "../context";
import { findingAt, type LintFinding, lineWith } from "../finding";

/** The class is imported from a home that it has left. An import that is tried and may fail (`try … except ImportError`) is left alone. */
export const importPath: FileRule = (_, context) => {
  const findings = new Map<number, LintFinding>();
  for (const binding of [...context.names.bindings.values()].flat()) {
    if (binding.kind !== "import" || isTried(binding.statement)) continue;
    const home = operatorModules.find(
      ({ module }) => binding.target === module || binding.target === `${module}.KubernetesPodOperator`,
    );
    if (home === undefined || home.module === operatorModule) continue;
    const finding = judge(binding.statement, home, context);
    if (finding !== null) findings.set(binding.statement.from, finding);
  }
  return [...findings.values()];
};

function judge(statement: PyNode, home: (typeof operatorModules)[number], context: LintContext): LintFinding | null {
  const { source, environment } = context;
  const { removed, deprecated } = home;
  const gone =
    home.module === contribOperatorModule ? "yes" : removed === null ? "no" : reached(environment.provider, removed);
  const warned = deprecated === null ? "no" : reached(environment.provider, deprecated);
  if (gone === "no" && warned === "no") return null;
  // Here the old home is never removed, and the new one may not exist yet.
  const doubtful = gone === "no" && warned === "unknown";
  const when =
    removed === null
      ? ""
      : ` It was removed in provider ${versionText(removed)}${gone === "yes" ? ": the DAG does not load (ModuleNotFoundError)" : ""}.`;
  const message =
    home.module === contribOperatorModule
      ? `${home.module} is Airflow 1's. Import KubernetesPodOperator from ${operatorModule}.`
      : `${home.module} is deprecated${deprecated === null ? "" : ` since provider ${versionText(deprecated)}`}.${when} From provider 5.3.0 on, import from ${operatorModule}.`;
  return findingAt(source, statement, {
    rule: "import-path",
    level: gone === "yes" ? "error" : doubtful ? "hint" : "warning",
    message,
    source: home.source,
    fix: doubtful ? null : corrected(statement, home.module, context),
  });
}

/** `from <old> import …` with the new module; other forms name the module elsewhere, too. */
function corrected(statement: PyNode, module: string, { source }: LintContext): string | null {
  const parts = childrenOf(statement);
  const importAt = parts.findIndex(({ name }) => name === "import");
  const path = parts.slice(1, importAt);
  const [first, last] = [path[0], path.at(-1)];
  if (parts[0]?.name !== "from" || first === undefined || last === undefined) return null;
  const written = path.map((part) => textOf(source, part)).join("");
  return written === module ? lineWith(source, first.from, last.to, operatorModule) : null;
}

function isTried(statement: PyNode): boolean {
  for (let node = statement.parent; node !== null; node = node.parent) if (node.name === "TryStatement") return true;
  return false;
}
