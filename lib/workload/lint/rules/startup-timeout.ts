import { ampleStartupSeconds, shortStartupSeconds } from "../../airflow/composer-defaults";
import { integerValue } from "../../python/literal";
import { type CallRule, isMissing, missing, replaced } from "../context";

const rule = "startup-timeout";
const source = "Provider source (default 120); Google's sample sets 600";
const fix = `startup_timeout_seconds=${ampleStartupSeconds}`;

/** On Autopilot a node may have to be added before the pod starts. Composer 1's clusters are not Autopilot. */
export const startupTimeout: CallRule = (call, context) => {
  if (context.environment.composer === 1) return [];
  const argument = call.keywords.get("startup_timeout_seconds");
  if (argument === undefined) {
    if (!isMissing(call, context, "startup_timeout_seconds")) return [];
    const message = `startup_timeout_seconds is not set, so 120 s. On Autopilot a new node alone can take 1–3 minutes: “Pod took too long to start”. Set ${shortStartupSeconds} to ${ampleStartupSeconds}.`;
    return [missing(call, context, fix, { rule, level: "hint", message, source })];
  }
  const seconds = integerValue(context.source, argument.value);
  if (seconds === null || seconds >= shortStartupSeconds) return [];
  const message = `${seconds} s is short where a node may have to be added first (1–3 minutes or more on Autopilot): “Pod took too long to start”. Use ${shortStartupSeconds} to ${ampleStartupSeconds}.`;
  return [replaced(argument, context, fix, { rule, level: "warning", message, source })];
};
