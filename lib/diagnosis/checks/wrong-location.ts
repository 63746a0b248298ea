import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import type { ErrorCause } from "@/lib/kubernetes/explain/causes";
import { defineCheck } from "./define-check";
import type { CheckOutcome, Evidence } from "./outcome";

const looksElsewhere: readonly ErrorCause[] = [
  "gcloud-cluster-not-found",
  "gcloud-location-missing",
  "gcloud-project-missing",
];

/** Catalogue item 4. A cluster is named by project, location and name together: a zone and its region are two places. */
export const wrongLocation = defineCheck({
  meta: {
    id: "wrong-location",
    hop: "cluster",
    title: "The cluster is where you look for it",
    failureTitle: "The cluster is not where you look for it",
    why: "The same name in another location or project is another cluster, and Google answers 404 for what is not there.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/concepts/types-of-clusters",
    dependsOn: [],
  },
  needs: ["request", "errorText"],
  wants: ["clusterLookup", "siblings"],

  run({ request, errorText }, { clusterLookup, siblings }) {
    if (clusterLookup === undefined) return { status: "waiting" };
    const lookup = clusterLookup.state === "known" ? clusterLookup.value.outcome : undefined;

    const told = whereGcloudLooked(request.cluster, errorText);
    if (lookup === "not-found") {
      if (siblings === undefined) return { status: "waiting" };
      if (siblings.state === "unknown" && told?.suggested)
        return gcloudLookedElsewhere(told, told.suggested, errorText);
      return notFound(request.cluster, siblings.state === "known" ? siblings.value : undefined);
    }
    if (lookup === "found" && told && !told.same) return gcloudLookedElsewhere(told, request.cluster, errorText);
    if (lookup === undefined && told?.suggested) return gcloudLookedElsewhere(told, told.suggested, errorText);
    if (clusterLookup.state === "unknown") {
      return {
        status: "unknown",
        summary: "Whether the cluster exists could not be read.",
        missing: [{ fact: "clusterLookup", reason: clusterLookup.reason, detail: clusterLookup.detail }],
      };
    }
    if (lookup !== "found") {
      return { status: "not-applicable", summary: "Google answered something else than whether the cluster exists." };
    }
    const found: Evidence = {
      fact: "clusterLookup",
      label: "Google's answer",
      observed: `found ${formatClusterName(request.cluster)}`,
    };
    return {
      status: "pass",
      summary: `${request.cluster.cluster} is in ${request.cluster.location}, in the project ${request.cluster.project}.`,
      evidence: [found],
    };
  },
});

function notFound(asked: ClusterName, siblings: FactValues["siblings"] | undefined): CheckOutcome {
  const answer: Evidence = {
    fact: "clusterLookup",
    label: "Google's answer",
    observed: `not found: ${formatClusterName(asked)}`,
  };
  const elsewhere = (siblings?.clusters ?? [])
    .map(({ name }) => name)
    .filter((name) => name.cluster === asked.cluster && formatClusterName(name) !== formatClusterName(asked));
  const [first] = elsewhere;
  if (first) {
    const others: Evidence = {
      fact: "siblings",
      label: "Clusters of this name",
      observed: elsewhere.map(formatClusterName).join(", "),
    };
    return {
      status: "fail",
      summary: `${asked.cluster} is not in ${asked.location}. There is one in ${elsewhere.map(({ location }) => location).join(" and in ")}.`,
      evidence: [answer, others],
      remedies: elsewhere.map((cluster) => ({ id: "correct-location", params: { cluster } })),
    };
  }
  const where = `${asked.cluster} is not in ${asked.location}`;
  if (siblings === undefined || siblings.missingZones.length > 0) {
    const unread = siblings?.missingZones.join(", ");
    return {
      status: "fail",
      summary: `${where}. Whether it is elsewhere in ${asked.project} could not be read${unread ? ` for ${unread}` : ""}.`,
      evidence: [answer],
      remedies: [],
    };
  }
  const none: Evidence = { fact: "siblings", label: "Clusters of this name", observed: `none in ${asked.project}` };
  return {
    status: "fail",
    summary: `${where}, nor anywhere else in ${asked.project}: it was deleted, or never was there.`,
    evidence: [answer, none],
    remedies: [],
  };
}

type Looked = {
  readonly place: string;
  /** gcloud looked in the very place that was asked about. */
  readonly same: boolean;
  readonly suggested: ClusterName | undefined;
};

/** Where gcloud looked, when its error says that the cluster is not there, or that it was told no place. */
function whereGcloudLooked(asked: ClusterName, errorText: FactValues["errorText"]): Looked | undefined {
  if (!errorText.given || errorSays(errorText, ...looksElsewhere) !== "certainly") return undefined;
  const { project, location, cluster, suggestedLocation } = errorText.details;
  return {
    place: [cluster, location && `in ${location}`, project && `(${project})`].filter(Boolean).join(" "),
    same:
      location === asked.location &&
      (project ?? asked.project) === asked.project &&
      (cluster ?? asked.cluster) === asked.cluster,
    suggested: suggestedLocation === undefined ? undefined : { ...asked, location: suggestedLocation },
  };
}

function gcloudLookedElsewhere(
  { place, suggested }: Looked,
  real: ClusterName,
  errorText: FactValues["errorText"],
): CheckOutcome {
  const text: Evidence = {
    fact: "errorText",
    label: "Your error text",
    observed: errorTitle(errorText, ...looksElsewhere),
  };
  const told = errorSays(errorText, "gcloud-cluster-not-found") === "no";
  const where = told || !place ? "gcloud was not told where to look" : `gcloud looked for ${place}`;
  const suggestion = suggested ? ` gcloud itself suggests ${suggested.location}.` : "";
  return {
    status: "fail",
    summary: `${where}, and the cluster is ${real.cluster} in ${real.location} (${real.project}).${suggestion}`,
    evidence: [text],
    remedies: [{ id: "correct-location", params: { cluster: real } }],
    ...(suggested || told ? {} : ({ certainty: "likely" } as const)),
  };
}
