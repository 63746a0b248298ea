import type { EnvironmentVersions } from "../airflow/environment";
import { type Answer, reached, type VersionRange } from "../airflow/provider-range";
import {
  formerOperatorModule,
  formerSecretModule,
  operatorModule,
  secretModule,
  secretModuleSince,
} from "../airflow/signatures/modules";
import type { Version } from "../airflow/versions";
import { writeCall } from "../python/expression";
import type { Import } from "../python/imports";
import type { OperatorForm } from "./form";
import { operatorKeywords, secretCalls } from "./keywords";

/** One task as Python, without its imports, which are beside it. */
export type Task = { readonly variable: string; readonly code: string; readonly imports: readonly Import[] };

/** `variable = KubernetesPodOperator(...)`, indented; ends with a line break. */
export function writeTask(
  form: OperatorForm,
  environment: EnvironmentVersions,
  variable: string,
  indent: string,
): Task {
  const keywords = operatorKeywords(form, environment, secretCalls(form));
  const code = `${indent}${variable} = ${writeCall("KubernetesPodOperator", keywords, indent)}\n`;
  const names = new Set(keywords.map(([name]) => name));
  const imports: Import[] = [
    moved(environment.provider, "KubernetesPodOperator", [5, 3, 0], operatorModule, formerOperatorModule),
  ];
  if (names.has("secrets")) {
    imports.push(moved(environment.provider, "Secret", secretModuleSince, secretModule, formerSecretModule));
  }
  if (names.has("container_resources") || names.has("resources")) {
    imports.push({ kind: "from", module: "kubernetes.client", name: "models", as: "k8s", place: "installed" });
  }
  if (names.has("execution_timeout")) {
    imports.push({ kind: "from", module: "datetime", name: "timedelta", place: "standard" });
  }
  return { variable, code, imports };
}

function moved(provider: VersionRange, name: string, since: Version, now: string, before: string): Import {
  const there: Answer = reached(provider, since);
  if (there === "unknown") return { kind: "from", module: now, name, place: "installed", otherwise: before };
  return { kind: "from", module: there === "yes" ? now : before, name, place: "installed" };
}
