import type { ClusterName } from "@/lib/core/cluster-name";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import { type GoogleError, toGoogleError } from "@/lib/google/google-error";
import { unknownFrom } from "@/lib/google/unknown-from";
import { defineGatherer, type Gathered } from "./define-gatherer";
import type { Surroundings } from "./surroundings";

const source = "container.googleapis.com projects.locations.clusters.get";
const deadlineMs = 8_000;

type Lookup = FactValues["clusterLookup"];

/** Answers that say something definite about the cluster, as opposed to about Drawbridge. */
const definite: Readonly<Partial<Record<GoogleError["reason"], Lookup["outcome"]>>> = {
  "not-found": "not-found",
  "api-disabled": "api-disabled",
  "billing-disabled": "billing-disabled",
  "perimeter-denied": "perimeter-denied",
};

/** `clusterLookup` and `cluster` come from one call: what Google said, and the cluster when it said one. */
export function clusterGatherers({ container }: Surroundings, name: ClusterName) {
  let reading: Promise<ClusterView> | undefined;
  const read = () => {
    reading ??= container.getCluster(name, deadlineMs);
    return reading;
  };
  const refused = (error: unknown) => unknownFrom(error, "container.clusters.get", `projects/${name.project}`);

  const lookup = defineGatherer({
    fact: "clusterLookup",
    source,
    deadlineMs,
    prepare: () => ({
      async gather(): Promise<Gathered<"clusterLookup">> {
        try {
          await read();
          return { known: { outcome: "found", message: "" } };
        } catch (error) {
          const { reason, message } = toGoogleError(error);
          const outcome = definite[reason];
          return outcome ? { known: { outcome, message } } : refused(error);
        }
      },
    }),
  });

  const cluster = defineGatherer({
    fact: "cluster",
    source,
    deadlineMs,
    prepare: () => ({
      async gather(): Promise<Gathered<"cluster">> {
        try {
          return { known: await read() };
        } catch (error) {
          const { reason, message } = toGoogleError(error);
          return definite[reason] ? { unknown: "needs-another-fact", detail: message } : refused(error);
        }
      },
    }),
  });

  return [lookup, cluster];
}
