import { parseAddress } from "@/lib/core/address";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import type { JsonObject } from "@/lib/simulator/world";
import { type KubeObject, numberIn, objectIn, objectsIn, textIn, textsIn, valueAt } from "../objects/kube-object";

/**
 * True when the network policies of the pod's namespace let it reach the metadata server. Documented: with Dataplane V2 that
 * is 169.254.169.254:80, otherwise 169.254.169.252:988. Nothing is enforced on a cluster that enforces no policies.
 */
export function mayReachMetadata(cluster: SimulatedCluster, pod: KubeObject, policies: readonly KubeObject[]): boolean {
  const dataplaneV2 = textIn(cluster.resource, "networkConfig", "datapathProvider") === "ADVANCED_DATAPATH";
  const enforced = dataplaneV2 || valueAt(cluster.resource, "networkPolicy", "enabled") === true;
  if (!enforced || valueAt(pod, "spec", "hostNetwork") === true) return true;
  const [address, port] = dataplaneV2 ? (["169.254.169.254", 80] as const) : (["169.254.169.252", 988] as const);
  const labels = objectIn(pod, "metadata", "labels");
  const selecting = policies.filter(
    (policy) => limitsEgress(policy) && fitsLabels(objectIn(policy, "spec", "podSelector"), labels),
  );
  if (selecting.length === 0) return true;
  return selecting.some((policy) =>
    objectsIn(policy, "spec", "egress").some((rule) => allowsPeer(rule, address) && allowsPort(rule, port)),
  );
}

function limitsEgress(policy: KubeObject): boolean {
  const types = textsIn(policy, "spec", "policyTypes");
  return types.length > 0 ? types.includes("Egress") : valueAt(policy, "spec", "egress") !== undefined;
}

/** Whether a label selector (`matchLabels`, `matchExpressions`) fits. */
function fitsLabels(selector: JsonObject, labels: JsonObject): boolean {
  const pairs = Object.entries(objectIn(selector, "matchLabels")).every(([key, value]) => labels[key] === value);
  return (
    pairs &&
    objectsIn(selector, "matchExpressions").every((expression) => {
      const value = labels[textIn(expression, "key") ?? ""];
      const isOneOf = textsIn(expression, "values").some((wanted) => wanted === value);
      switch (textIn(expression, "operator")) {
        case "In":
          return isOneOf;
        case "NotIn":
          return !isOneOf;
        case "Exists":
          return value !== undefined;
        default:
          return value === undefined;
      }
    })
  );
}

/** Pod and namespace selectors never fit: the metadata server is no pod. */
function allowsPeer(rule: JsonObject, address: string): boolean {
  const peers = objectsIn(rule, "to");
  return (
    peers.length === 0 ||
    peers.some(
      (peer) =>
        contains(textIn(peer, "ipBlock", "cidr"), address) &&
        !textsIn(peer, "ipBlock", "except").some((except) => contains(except, address)),
    )
  );
}

function allowsPort(rule: JsonObject, port: number): boolean {
  const ports = objectsIn(rule, "ports");
  return (
    ports.length === 0 ||
    ports.some((each) => {
      const first = numberIn(each, "port") ?? port;
      return (
        (textIn(each, "protocol") ?? "TCP") === "TCP" && first <= port && port <= (numberIn(each, "endPort") ?? first)
      );
    })
  );
}

function contains(cidr: string | undefined, address: string): boolean {
  const [network = "", length = "32"] = (cidr ?? "").split("/");
  if (parseAddress(network) === undefined) return false;
  const bits = (text: string) => text.split(".").reduce((value, octet) => value * 256 + Number(octet), 0);
  const size = 2 ** (32 - Number(length));
  return Math.floor(bits(network) / size) === Math.floor(bits(address) / size);
}
