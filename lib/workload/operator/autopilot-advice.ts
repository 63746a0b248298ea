import type { EnvironmentVersions } from "../airflow/environment";
import { type Advice, unconfirmed } from "./advice";
import type { OperatorForm } from "./form";

const source = "GKE, Resource requests in Autopilot";

/**
 * What Autopilot does with resources, for Composer 2, whose clusters are Autopilot. Its minima, steps and ratios change
 * with GKE's version and are not written here; what GKE made of a pod is in its annotation.
 */
export function autopilotAdvice(form: OperatorForm, { composer }: EnvironmentVersions): Advice[] {
  if (composer === 3) {
    return form.resources === undefined
      ? []
      : [
          unconfirmed(
            "composer-3-resources",
            "Composer 3 takes resources from a set of supported values; see its documentation.",
            "Cloud Composer, Use the KubernetesPodOperator",
          ),
        ];
  }
  if (composer !== 2) return [];
  const { requests = {}, limits = {} } = form.resources ?? {};
  if (Object.values(requests).every((value) => value === undefined)) {
    return [
      unconfirmed(
        "autopilot-default-resources",
        "Without requests, Autopilot gives the pod its default CPU and memory, which may be too little for the job and is what you pay for. Set requests.",
        source,
      ),
    ];
  }
  const differ = (["cpu", "memory", "ephemeralStorage"] as const).filter(
    (kind) => limits[kind] !== undefined && limits[kind] !== requests[kind],
  );
  const adjusted =
    "Autopilot raises values below its minima or outside its CPU-to-memory ratio without an error; the pod's annotation autopilot.gke.io/resource-adjustment shows what it made of them.";
  return [
    unconfirmed("autopilot-adjusts", adjusted, source),
    ...(differ.length === 0
      ? []
      : [
          unconfirmed(
            "autopilot-limits",
            "Requests and limits differ. Where a cluster has no bursting, Autopilot sets the limits to the requests.",
            source,
          ),
        ]),
  ];
}
