import { addressFamily, addressScope, parseAddress, parseCidr } from "@/lib/core/address";
import { relayOf } from "@/lib/diagnosis/facts/derive/relay";
import type { FactSnapshot, FactValues, Vantage } from "@/lib/diagnosis/facts/schema";
import { egressAddress } from "@/lib/network/egress-echo";
import { building, defineGatherer, type Gathered, type Preparation } from "./define-gatherer";
import type { Surroundings } from "./surroundings";

/** True when the connection starts at this very machine, so that this machine's egress is the caller's. */
function startsHere(vantage: Vantage, caller: Surroundings["caller"]): boolean {
  return (
    vantage.kind === "server" ||
    (vantage.kind === "browser" && caller !== undefined && addressScope(caller.address) === "loopback")
  );
}

/** What independent echoes saw this machine leave from. One echo may fail; all failing makes it unknown. */
export function egressGatherer({ network, caller }: Surroundings, vantage: Vantage) {
  return defineGatherer({
    fact: "egress",
    source: "DNS echo (myip.opendns.com, o-o.myaddr.l.google.com)",
    deadlineMs: 3_000,
    prepare(): Preparation<"egress"> {
      if (!startsHere(vantage, caller)) return { known: { echoes: [] } };
      return {
        async gather(signal): Promise<Gathered<"egress">> {
          const asked = network.echoServers.map(async (echo) => ({
            echo: echo.name,
            address: await egressAddress(echo, signal),
          }));
          const settled = await Promise.allSettled(asked);
          const echoes = settled.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
          return echoes.length > 0
            ? { known: { echoes } }
            : {
                unknown: "unavailable",
                detail: "no DNS echo told the address that this server leaves from (UDP port 53 may be closed)",
              };
        },
      };
    },
  });
}

/**
 * The address that GKE would see, for the vantage: typed, as the web server saw it, or as the first echo did. Unknown for
 * a person whose kubectl goes through something else, whose address GKE sees instead.
 */
export function callerGatherer({ caller }: Surroundings, vantage: Vantage) {
  return defineGatherer({
    fact: "caller",
    source: startsHere(vantage, caller)
      ? "DNS echo"
      : vantage.kind === "address"
        ? "typed by the person"
        : "the request's own address",
    deadlineMs: 1_000,
    prepare(snapshot: FactSnapshot): Preparation<"caller"> {
      if (vantage.kind === "address") return described(vantage.address, "typed");
      const relay = vantage.kind === "browser" ? relayIn(snapshot) : undefined;
      if (relay !== undefined) {
        return {
          unknown: "not-observable",
          detail: `kubectl goes through ${relay}, and GKE sees the address it leaves from`,
        };
      }
      if (startsHere(vantage, caller)) {
        return building(snapshot, "egress", ({ echoes: [first] }) =>
          first ? described(first.address, "dns-echo") : { unknown: "not-observable", detail: "no echo was asked" },
        );
      }
      if (!caller)
        return {
          unknown: "not-observable",
          detail: "the request does not say where it came from: check DRAWBRIDGE_TRUSTED_HOPS",
        };
      return described(caller.address, caller.source);
    },
  });
}

function relayIn({ kubeconfig, errorText }: FactSnapshot): string | undefined {
  if (kubeconfig?.state !== "known" || errorText?.state !== "known") return undefined;
  return relayOf({ kubeconfig: kubeconfig.value, errorText: errorText.value });
}

function described(text: string, source: FactValues["caller"]["source"]): Gathered<"caller"> {
  const address = parseAddress(text) ?? parseCidr(text);
  if (!address) return { unknown: "invalid-answer", detail: `${text} is not an address` };
  return { known: { address, family: addressFamily(address), scope: addressScope(address), source } };
}
