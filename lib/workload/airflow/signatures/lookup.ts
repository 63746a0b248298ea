import { type Answer, reached, type VersionRange } from "../provider-range";
import { type Parameter, parameters } from "./parameters";

const byName: ReadonlyMap<string, Parameter> = new Map(parameters.map((parameter) => [parameter.name, parameter]));

/** The row of a parameter; undefined for one this table does not know, which says nothing about whether it exists. */
export function parameterNamed(name: string): Parameter | undefined {
  return byName.get(name);
}

/** Does the parameter take effect in every version of the range? "unknown" also for parameters without a row or a first version. */
export function takesEffect(range: VersionRange, name: string): Answer {
  const parameter = byName.get(name);
  if (parameter === undefined) return "unknown";
  if (parameter.removed !== null) {
    const gone = reached(range, parameter.removed);
    if (gone === "yes") return "no";
    if (gone === "unknown") return "unknown";
  }
  return parameter.since === null ? "unknown" : reached(range, parameter.since);
}
