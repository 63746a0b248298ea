import { booleanValue, stringValue, unwrap } from "../python/literal";
import { type Names, readNames } from "../python/names";
import { positionIn, readPython } from "../python/read";
import { kubernetesPodOperator, type OperatorCall, type OperatorClass, operatorCalls } from "./calls";
import { type Defaults, readDefaults } from "./defaults";

const gkeStartPodOperator: OperatorClass = {
  name: "GKEStartPodOperator",
  modules: ["airflow.providers.google.cloud.operators.kubernetes_engine"],
};

/** What one operator call says of where its pod runs. Null: certainly not given; undefined: given, or may be, and not readable. */
export type DagOperator = {
  /** From 1. */
  readonly line: number;
  readonly kind: "KubernetesPodOperator" | "GKEStartPodOperator";
  readonly namespace: string | null | undefined;
  readonly serviceAccount: string | null | undefined;
  readonly configFile: string | null | undefined;
  readonly usesInternalIp: boolean | null | undefined;
  readonly usesDnsEndpoint: boolean | null | undefined;
};

/** The operator calls of a DAG file, in the order of the text; none where the text is not Python. */
export function readOperators(text: string): readonly DagOperator[] {
  const read = readPython(text);
  if (read.kind === "unreadable") return [];
  const names = readNames(read.source);
  const defaults = readDefaults(names);
  const reading = (kind: DagOperator["kind"]) => (call: OperatorCall) => ({
    line: positionIn(read.source, call.node.from).line,
    kind,
    namespace: written(call, defaults, "namespace", (node) => stringValue(names.source, node)),
    serviceAccount: written(call, defaults, "service_account_name", (node) => stringValue(names.source, node)),
    configFile: written(call, defaults, "config_file", (node) => stringValue(names.source, node)),
    usesInternalIp: written(call, defaults, "use_internal_ip", (node) => booleanValue(names.source, node)),
    usesDnsEndpoint: written(call, defaults, "use_dns_endpoint", (node) => booleanValue(names.source, node)),
  });
  return [
    ...callsOf(names, kubernetesPodOperator).map(reading("KubernetesPodOperator")),
    ...callsOf(names, gkeStartPodOperator).map(reading("GKEStartPodOperator")),
  ].toSorted((left, right) => left.line - right.line);
}

function callsOf(names: Names, operator: OperatorClass): readonly OperatorCall[] {
  return operatorCalls(names, operator);
}

type Read<Value> = (node: OperatorCall["node"]) => Value | null;

function written<Value>(
  call: OperatorCall,
  defaults: Defaults,
  name: string,
  read: Read<Value>,
): Value | null | undefined {
  const own = call.keywords.get(name);
  if (own) return unwrap(own.value).name === "None" ? null : (read(own.value) ?? undefined);
  if (call.given.has(name)) return undefined;
  const inherited = defaults.entries.filter(({ key }) => key === name);
  const [only, more] = inherited;
  if (only && !more && call.complete) return read(only.value) ?? undefined;
  if (inherited.length > 0 || !call.complete || !defaults.complete) return undefined;
  return null;
}
