import { clockTime } from "@/lib/workload/facts/derive/clock-time";
import { shortEmail } from "@/lib/workload/facts/derive/identity";
import { compareLinks, type Link, links, linkTitles } from "@/lib/workload/facts/links";
import type { WorkloadFactName, WorkloadSnapshot } from "@/lib/workload/facts/schema";
import type { Check } from "../checks/define-check";
import type { Finding } from "../checks/outcome";
import { factValue, proofIn } from "./facts-of";
import type { Station } from "./verdict";

/** The chain as it is drawn. Details are a few words, from the facts that decided; the findings hold the sentences. */
export function stations(
  findings: readonly Finding[],
  pending: readonly Check[],
  primary: Finding | undefined,
  facts: WorkloadSnapshot,
): readonly Station[] {
  return links.map((hop): Station => {
    const title = linkTitles[hop];
    if (primary?.hop === hop) return { hop, title, state: "broken", detail: primary.title };
    if (primary && compareLinks(hop, primary.hop) > 0)
      return { hop, title, state: "not-reached", detail: "not reached" };
    const here = findings.filter((finding) => finding.hop === hop);
    const unknown = here.find(({ status }) => status === "unknown");
    if (unknown) return { hop, title, state: "unknown", detail: missingWords(unknown) };
    if (pending.some(({ meta }) => meta.hop === hop)) return { hop, title, state: "pending", detail: "" };
    const state = here.some(({ status }) => status === "pass") ? "passed" : "not-applicable";
    return { hop, title, state, detail: details[hop](facts) ?? (state === "passed" ? "passed" : "nothing to check") };
  });
}

const hidden = "Google's own, in Composer 3";

/** What is worth knowing of a link that holds, or that had nothing to be judged by. */
const details: Readonly<Record<Link, (facts: WorkloadSnapshot) => string | undefined>> = {
  environment(facts) {
    const environment = factValue(facts, "environment");
    if (environment?.outcome !== "found") return "no environment asked about";
    const { generation, state } = environment.view;
    return `Composer${generation === null ? "" : ` ${generation}`}, ${state}`;
  },

  "workload-pool"(facts) {
    const cluster = factValue(facts, "cluster");
    if (cluster?.outcome === "tenant") return hidden;
    return cluster?.outcome === "found" ? (cluster.view.workloadPool ?? undefined) : undefined;
  },

  "metadata-server"(facts) {
    const cluster = factValue(facts, "cluster");
    if (cluster?.outcome === "tenant") return hidden;
    if (cluster?.outcome !== "found") return undefined;
    const { mode, nodePools } = cluster.view;
    if (mode === "autopilot") return "Autopilot";
    const on = nodePools.filter(({ metadata }) => metadata === "gke").length;
    return nodePools.length === 0 ? "no node pools" : `GKE_METADATA on ${on} of ${nodePools.length}`;
  },

  namespace: (facts) => factValue(facts, "request")?.namespace,
  "service-account": (facts) => factValue(facts, "request")?.serviceAccount,

  annotation(facts) {
    if (factValue(facts, "request")?.googleServiceAccount === null) return "none, for the direct principal";
    const account = factValue(facts, "serviceAccount");
    return account?.exists && account.annotation ? shortEmail(account.annotation) : undefined;
  },

  "google-service-account"(facts) {
    const wanted = factValue(facts, "request")?.googleServiceAccount;
    return wanted === null ? "not needed" : wanted && shortEmail(wanted);
  },

  binding(facts) {
    const request = factValue(facts, "request");
    if (!request) return undefined;
    if (factValue(facts, "cluster")?.outcome === "tenant") return hidden;
    return request.googleServiceAccount === null ? "not needed" : `[${request.namespace}/${request.serviceAccount}]`;
  },

  roles(facts) {
    const asked = factValue(facts, "request")?.roles ?? [];
    if (asked.length === 0) return "none asked about";
    const granted = factValue(facts, "roles")?.roles.filter((role) => role.granted === "yes").length ?? 0;
    const [only] = asked;
    return asked.length === 1 && only && granted === 1 ? only.role : `${granted} of ${asked.length} granted`;
  },

  token(facts) {
    const standing = proofIn(facts);
    if (factValue(facts, "cluster")?.outcome === "tenant") return hidden;
    if (standing.kind === "proven") return `proven at ${clockTime(standing.proof.at)}`;
    return standing.kind === "outdated" ? "proof is too old" : "not proven yet";
  },
};

const unknownFacts: Readonly<Partial<Record<WorkloadFactName, string>>> = {
  environment: "the environment could not be read",
  cluster: "the cluster could not be read",
  namespace: "the namespace could not be read",
  serviceAccount: "the service account could not be read",
  pods: "the pods are not known",
  networkPolicies: "the network policies could not be read",
  googleServiceAccount: "the account could not be read",
  policy: "the policy could not be judged",
  roles: "the policies could not be read",
  environmentAccount: "the roles could not be read",
};

function missingWords({ missing: [missing] }: Finding): string {
  if (missing?.fact === "roles" && missing.reason === "not-observable") return "not in the resource's own policy";
  return (missing && unknownFacts[missing.fact]) ?? "could not be decided";
}
