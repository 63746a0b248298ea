import { composerNamespace } from "../../airflow/composer-defaults";
import { stringValue } from "../../python/literal";
import { pyString } from "../../python/quote";
import { type CallRule, isMissing, missing, replaced } from "../context";

const source = "Cloud Composer, Use the KubernetesPodOperator";
const templates = ["pod_template_file", "pod_template_dict", "full_pod_spec"];

/** The namespace decides under which identity the pod runs. */
export const namespace: CallRule = (call, context) => {
  const { composer } = context.environment;
  const argument = call.keywords.get("namespace");
  const ours = `namespace=${pyString(composerNamespace)}`;
  if (argument === undefined) {
    if (composer === 3 || templates.some((name) => call.given.has(name)) || !isMissing(call, context, "namespace"))
      return [];
    const message = `No namespace: the operator falls back to the connection's namespace, then to “default”, where pods have no Google identity of Composer's. Set ${composerNamespace}, or your own.`;
    return [missing(call, context, ours, { rule: "missing-namespace", level: "warning", message, source })];
  }
  const value = stringValue(context.source, argument.value);
  if (value === null || value === composerNamespace || value.includes("{{")) return [];
  if (composer === 3) {
    const message = `Composer 3 runs every pod in ${composerNamespace}, whatever is written here.`;
    return [replaced(argument, context, ours, { rule: "composer-3-namespace", level: "hint", message, source })];
  }
  if (value !== "default") return [];
  const message = `Pods in “default” run without the Google identity that Composer sets up. Use ${composerNamespace}, or a namespace with a bound service account.`;
  return [replaced(argument, context, ours, { rule: "default-namespace", level: "warning", message, source })];
};
