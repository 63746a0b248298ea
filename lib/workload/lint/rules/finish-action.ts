import { reached } from "../../airflow/provider-range";
import { takesEffect } from "../../airflow/signatures/lookup";
import { finishActions } from "../../airflow/signatures/values";
import { versionText } from "../../airflow/versions";
import { stringValue } from "../../python/literal";
import { type CallRule, replaced } from "../context";

/** `on_finish_action` has a value that this provider does not know: the constructor raises. */
export const finishAction: CallRule = (call, context) => {
  const argument = call.keywords.get("on_finish_action");
  const value = argument === undefined ? null : stringValue(context.source, argument.value);
  if (argument === undefined || value === null) return [];
  const known = finishActions.find((action) => action.value === value);
  if (known === undefined) {
    const message = `on_finish_action knows ${finishActions.map((action) => action.value).join(", ")}.`;
    return [
      replaced(argument, context, null, {
        rule: "finish-action",
        level: "error",
        message,
        source: "Provider source (OnFinishAction)",
      }),
    ];
  }
  const { provider } = context.environment;
  if (takesEffect(provider, "on_finish_action") === "no" || reached(provider, known.since) !== "no") return [];
  const message = `on_finish_action="${value}" exists from provider ${versionText(known.since)} on: the DAG does not load here.`;
  return [replaced(argument, context, null, { rule: "finish-action", level: "error", message, source: known.source })];
};
