import type { Hop } from "@/lib/core/hop";
import type { Finding, Missing } from "@/lib/diagnosis/checks/outcome";
import { foreignHost } from "@/lib/diagnosis/facts/derive/dialled";
import {
  errorSays,
  provesAnswer,
  provesConnection,
  uncalledCauses,
  unsentCauses,
} from "@/lib/diagnosis/facts/derive/error-says";
import type { FactSnapshot } from "@/lib/diagnosis/facts/schema";
import type { Basis } from "@/lib/engine/basis";

/** Something that was seen and shows that hops are not what is in the way, whatever the configuration says of them. */
export type Proof = {
  readonly hops: readonly Hop[];
  /** What it is, as a clause. */
  readonly words: string;
  /** A finding that rests on one of these was seen too, and stands. */
  readonly yieldsTo: readonly Basis[];
  /** True when it was seen from where the diagnosis starts, so that it also settles what could not be decided there. */
  readonly settles: boolean;
  /** True when it shows the hops open. Otherwise they are only not what the error is about: what would mend them stands. */
  readonly refutes: boolean;
};

const listHops: readonly Hop[] = ["address", "authorized-networks"];

/** Every proof in the facts. What a person's error text shows counts before what this server saw. */
export function proofsIn(facts: FactSnapshot): readonly Proof[] {
  return [...fromErrorText(facts), ...fromThisServer(facts)];
}

/** The proof that speaks against a finding of the configuration; undefined when nothing does. */
export function proofAgainst({ hop, bases }: Finding, proofs: readonly Proof[]): Proof | undefined {
  return proofs.find(({ hops, yieldsTo }) => hops.includes(hop) && !bases.some((basis) => yieldsTo.includes(basis)));
}

/**
 * The attempt of this server that could not be made. The list is applied to the address that an echo saw, which need not
 * be the one that a connection leaves from: without the attempt, settings alone do not decide for this server.
 */
export function missingAttempt({ hop, bases }: Finding, { request, target, tcp }: FactSnapshot): Missing | undefined {
  const fromServer = request?.state === "known" && request.value.vantage.kind === "server";
  const hasHost = target?.state === "known" && target.value.host !== "";
  if (!fromServer || !hasHost || tcp?.state !== "unknown" || !provable(target).includes(hop)) return undefined;
  if (bases.includes("error-text") || bases.includes("observed")) return undefined;
  return { fact: "tcp", reason: tcp.reason, detail: tcp.detail };
}

/** True while this server's own attempt, which may still prove the hop open, has not ended. */
export function mayBeProvenOpen(hop: Hop, { request, tcp }: FactSnapshot): boolean {
  const fromServer = request?.state === "known" && request.value.vantage.kind === "server";
  return fromServer && tcp === undefined && (hop === "endpoint" || listHops.includes(hop));
}

function fromErrorText(facts: FactSnapshot): readonly Proof[] {
  const { errorText, request } = facts;
  const settles = !(request?.state === "known" && request.value.vantage.kind === "server");
  if (errorText?.state !== "known" || isAboutAnotherServer(facts)) return [];
  if (provesAnswer(errorText.value)) {
    const words = "your error text shows that the control plane answered";
    return [{ hops: ["endpoint", ...listHops, "tcp"], words, yieldsTo: ["error-text"], settles, refutes: true }];
  }
  const other = { yieldsTo: ["error-text", "observed"], settles: false, refutes: false } as const;
  if (errorSays(errorText.value, ...uncalledCauses) === "certainly") {
    const words = "your error is another one: nothing called the control plane";
    return [{ ...other, hops: ["endpoint", ...listHops], words }];
  }
  if (errorSays(errorText.value, ...unsentCauses) === "certainly") {
    return [{ ...other, hops: listHops, words: "your error is another one: no packet got as far as the list" }];
  }
  if (!provesConnection(errorText.value)) return [];
  const words = "your error text shows that something took or refused the connection, which a list never does";
  return [{ ...other, hops: listHops, words, settles, refutes: true }];
}

function fromThisServer({ request, target, tcp }: FactSnapshot): readonly Proof[] {
  const fromServer = request?.state === "known" && request.value.vantage.kind === "server";
  if (!fromServer || tcp?.state !== "known" || tcp.value.outcome !== "connected") return [];
  const hops = provable(target);
  const words = "a connection from this server succeeded";
  return [{ hops, words, yieldsTo: ["error-text", "observed"], settles: true, refutes: true }];
}

/** What a connection proves open. Google's front end takes every connection to a DNS endpoint, also to a closed one. */
function provable(target: FactSnapshot["target"]): readonly Hop[] {
  const isDns = target?.state !== "known" || target.value.kind === "dns";
  return isDns ? listHops : ["endpoint", ...listHops];
}

/** True when the text names a server that surely is another cluster's: then it proves nothing of this one. */
function isAboutAnotherServer({ errorText, cluster }: FactSnapshot): boolean {
  if (errorText?.state !== "known" || cluster?.state !== "known") return false;
  return foreignHost(cluster.value, errorText.value) !== undefined;
}
