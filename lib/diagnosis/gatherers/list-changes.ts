import type { ClusterName } from "@/lib/core/cluster-name";
import { listAuthorizedNetworkChanges } from "@/lib/google/audit-log";
import { unknownFrom } from "@/lib/google/unknown-from";
import { defineGatherer, type Gathered } from "./define-gatherer";
import type { Surroundings } from "./surroundings";

const dayMs = 24 * 60 * 60 * 1_000;

/** Who set the list of authorized networks to what, in the last 30 days. */
export function listChangesGatherer({ rest, clock }: Surroundings, name: ClusterName) {
  return defineGatherer({
    fact: "listChanges",
    source: "logging.googleapis.com entries.list (Cloud Audit Logs, UpdateCluster)",
    deadlineMs: 5_000,
    prepare: () => ({
      async gather(signal): Promise<Gathered<"listChanges">> {
        try {
          const since = new Date(clock.now().getTime() - 30 * dayMs);
          return { known: { changes: await listAuthorizedNetworkChanges(rest, name, since, signal) } };
        } catch (error) {
          return unknownFrom(error, "logging.logEntries.list", `projects/${name.project}`);
        }
      },
    }),
  });
}
