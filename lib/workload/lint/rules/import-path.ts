import { reached } from "../../airflow/provider-range";
import {
  contribOperatorModule,
  formerOperatorModule,
  operatorModule,
  operatorModules,
} from "../../airflow/signatures/modules";
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
    if (home === undefined) continue;
    const { statement } = binding;
    const finding = home.module === operatorModule ? early(statement, home, context) : judge(statement, home, context);
    if (finding !== null) findings.set(binding.statement.from, finding);
  }
  return [...findings.values()];
};

/** The home of today is none before its first version. */
function early(statement: PyNode, home: (typeof operatorModules)[number], context: LintContext): LintFinding | null {
  if (home.since === null || reached(context.environment.provider, home.since) !== "no") return null;
  return findingAt(context.source, statement, {
    rule: "import-path",
    level: "error",
    message: `${home.module} exists from provider ${versionText(home.since)} on: here the DAG does not load (ModuleNotFoundError). Import KubernetesPodOperator from ${formerOperatorModule}.`,
    source: home.source,
    fix: corrected(statement, home.module, formerOperatorModule, context),
  });
}

function judge(statement: PyNode, home: (typeof operatorModules)[number], context: LintContext): LintFinding | null {
  const { source, environment } = context;
  const { removed, deprecated } = home;
  if (home.module === contribOperatorModule && environment.airflow !== null && environment.airflow[0] < 2) return null;
  const right = reached(environment.provider, [5, 3, 0]) === "no" ? formerOperatorModule : operatorModule;
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
      ? `${home.module} is Airflow 1's. Import KubernetesPodOperator from ${right}.`
      : `${home.module} is deprecated${deprecated === null ? "" : ` since provider ${versionText(deprecated)}`}.${when} From provider 5.3.0 on, import from ${operatorModule}.`;
  return findingAt(source, statement, {
    rule: "import-path",
    level: gone === "yes" ? "error" : doubtful ? "hint" : "warning",
    message,
    source: home.source,
    fix: doubtful ? null : corrected(statement, home.module, right, context),
  });
}

/** `from <module> import …` with the right module; other forms name the module elsewhere, too. */
function corrected(statement: PyNode, module: string, right: string, { source }: LintContext): string | null {
  const parts = childrenOf(statement);
  const importAt = parts.findIndex(({ name }) => name === "import");
  const path = parts.slice(1, importAt);
  const [first, last] = [path[0], path.at(-1)];
  if (parts[0]?.name !== "from" || first === undefined || last === undefined) return null;
  const written = path.map((part) => textOf(source, part)).join("");
  return written === module ? lineWith(source, first.from, last.to, right) : null;
}

function isTried(statement: PyNode): boolean {
  for (let node = statement.parent; node !== null; node = node.parent) if (node.name === "TryStatement") return true;
  return false;
}
