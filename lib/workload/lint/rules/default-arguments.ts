import { parameterNamed } from "../../airflow/signatures/lookup";
import type { FileRule } from "../context";
import { outdated } from "./removed-parameter";

/** Outdated parameters that `default_args` gives to every operator. `resources` there is Airflow's own, of every operator. */
export const defaultArguments: FileRule = (calls, context) => {
  if (calls.length === 0) return [];
  return context.defaults.entries.flatMap(({ key, keyNode, value }) => {
    const parameter = parameterNamed(key);
    if (parameter === undefined || key === "resources") return [];
    const finding = outdated({ name: key, nameNode: keyNode, value }, parameter, true, context);
    return finding === null ? [] : [finding];
  });
};
