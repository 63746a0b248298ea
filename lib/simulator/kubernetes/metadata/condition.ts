import type { JsonObject } from "@/lib/simulator/world";
import { textIn } from "../objects/kube-object";

/**
 * Whether an IAM condition lets a binding count now. Only comparisons of `request.time` and the constants are known; any
 * other expression keeps the binding out (the simulator's own rule).
 */
export function conditionHolds(condition: JsonObject | undefined, now: Date): boolean {
  if (condition === undefined) return true;
  const parts = (textIn(condition, "expression") ?? "").split("&&").map((part) => part.trim());
  return parts.every((part) => partHolds(part, now));
}

function partHolds(expression: string, now: Date): boolean {
  if (expression === "true") return true;
  const [, operator, time] = /^request\.time *(<=|>=|<|>) *timestamp\(["']([^"']+)["']\)$/.exec(expression) ?? [];
  if (operator === undefined || time === undefined) return false;
  const difference = now.getTime() - Date.parse(time);
  if (difference === 0) return operator.includes("=");
  return operator.startsWith("<") ? difference < 0 : difference > 0;
}
