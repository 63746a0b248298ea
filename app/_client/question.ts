import { parseClusterName } from "@/lib/core/cluster-name";
import type { EndpointKind, Vantage } from "@/lib/diagnosis/facts/schema";
import type { KubeconfigSummary } from "@/lib/kubernetes/kubeconfig/summary";
import type { DiagnosisRequest } from "./wire";

/** What the person asks, as the toolbar shows it. Everything they entered is kept until they remove it. */
export type Question = {
  /** Resource name. */
  readonly cluster: string | null;
  readonly vantage: Vantage;
  /** Null: Drawbridge chooses, and says why. */
  readonly endpoint: EndpointKind | null;
  readonly kubeconfig: KubeconfigSummary | null;
  readonly errorText: string | null;
  /** The sandbox's situation that this question comes from, in its own words. */
  readonly world: string | null;
};

export const emptyQuestion: Question = {
  cluster: null,
  vantage: { kind: "browser" },
  endpoint: null,
  kubeconfig: null,
  errorText: null,
  world: null,
};

/** What a link can carry: the question without what was pasted. */
export type QuestionLink = { readonly cluster?: string; readonly from?: string; readonly to?: string };

/** Reads a link's parameters. Whatever is not understood is left at its default. */
export function readLink({ cluster, from, to }: QuestionLink): Question {
  return {
    ...emptyQuestion,
    cluster: cluster && parseClusterName(cluster) ? cluster : null,
    vantage: readVantage(from),
    endpoint: endpointKinds.find((kind) => kind === to) ?? null,
  };
}

/** `?cluster=…&from=…&to=…`, without the parameters that are at their default; empty without a cluster. */
export function formatLink({ cluster, vantage, endpoint }: Pick<Question, "cluster" | "vantage" | "endpoint">): string {
  if (!cluster) return "";
  const from = vantage.kind === "address" ? vantage.address : vantage.kind;
  const parts = [`cluster=${cluster}`];
  if (from !== "browser") parts.push(`from=${encodeURIComponent(from)}`);
  if (endpoint) parts.push(`to=${endpoint}`);
  return `?${parts.join("&")}`;
}

export function toRequest(question: Question, cluster: string): DiagnosisRequest {
  const { vantage, endpoint, kubeconfig, errorText } = question;
  return {
    cluster,
    vantage,
    ...(endpoint ? { endpoint } : {}),
    ...(kubeconfig ? { kubeconfig } : {}),
    ...(errorText ? { errorText } : {}),
  };
}

/** True when both would be answered by the same diagnosis. */
export function sameQuestion(left: Question, right: Question): boolean {
  return JSON.stringify(toRequest(left, left.cluster ?? "")) === JSON.stringify(toRequest(right, right.cluster ?? ""));
}

const endpointKinds: readonly EndpointKind[] = ["public", "private", "dns"];

function readVantage(from: string | undefined): Vantage {
  if (from === "server") return { kind: "server" };
  if (from && /^[0-9a-f.:/]+$/i.test(from)) return { kind: "address", address: from };
  return { kind: "browser" };
}
