import type { NamedFact } from "@/app/_client/wire";
import type { Hop } from "@/lib/core/hop";
import type { Station } from "@/lib/diagnosis/engine/verdict";
import type { FactName, FactValues } from "@/lib/diagnosis/facts/schema";

/** The few characters under a station's title: its state in a word or, where it was passed, the value that it was passed with. */
export function stationNote({ hop, state }: Station, facts: readonly NamedFact[]): string {
  switch (state) {
    case "broken":
      return "blocked here";
    case "not-reached":
      return "not reached";
    case "unknown":
      return "could not tell";
    case "pending":
      return "checking…";
    case "not-applicable":
      return "not applicable";
    default:
      return valueAt(hop, facts) ?? "passed";
  }
}

function valueAt(hop: Hop, facts: readonly NamedFact[]): string | undefined {
  switch (hop) {
    case "kubeconfig":
      return factValue(facts, "kubeconfig")?.given ? "yours" : undefined;
    case "cluster":
      return factValue(facts, "cluster")?.status;
    case "endpoint": {
      const target = factValue(facts, "target");
      return target && (target.kind === "dns" ? "DNS" : target.host);
    }
    case "address":
      return factValue(facts, "caller")?.address;
    case "authorized-networks":
      return factValue(facts, "cluster")?.authorizedNetworks.enabled === false ? "off" : "listed";
    case "tcp":
      return factValue(facts, "tcp")?.outcome;
    case "tls":
      return factValue(facts, "tls")?.outcome;
    default:
      return undefined;
  }
}

/** The value of a fact that is known. */
export function factValue<Name extends FactName>(
  facts: readonly NamedFact[],
  name: Name,
): FactValues[Name] | undefined {
  const fact = facts.find((candidate) => candidate.name === name);
  return fact?.state === "known" ? (fact.value as FactValues[Name]) : undefined;
}
