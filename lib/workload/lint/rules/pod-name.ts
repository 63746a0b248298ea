import { stringValue } from "../../python/literal";
import { pyString } from "../../python/quote";
import { type CallRule, replaced } from "../context";

const source = "Provider source (pod names)";

/** The pod's name is not what it says: the operator changes or refuses it. Templates are left alone. */
export const podName: CallRule = (call, context) => {
  const argument = call.keywords.get("name");
  const value = argument === undefined ? null : stringValue(context.source, argument.value);
  if (argument === undefined || value === null || /\{[{%]/.test(value)) return [];
  if (value === "" || value.length > 220 || !/^[A-Za-z0-9_.-]+$/.test(value)) {
    const message = "The name may hold letters, digits, _, . and -, up to 220 characters. The operator refuses it.";
    return [replaced(argument, context, null, { rule: "pod-name", level: "error", message, source })];
  }
  const plain = value
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  if (value.length > 63) {
    const message = "A pod's name has at most 63 characters, with the random suffix: the operator cuts this one.";
    return [replaced(argument, context, null, { rule: "pod-name", level: "hint", message, source })];
  }
  if (!value.includes("_") || plain === "") return [];
  const message = `A pod's name cannot hold “_”: the operator makes it “${plain}-…”. Write what you will look for.`;
  return [replaced(argument, context, `name=${pyString(plain)}`, { rule: "pod-name", level: "hint", message, source })];
};
