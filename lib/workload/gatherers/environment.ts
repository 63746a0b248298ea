import { getEnvironment } from "@/lib/google/composer";
import { toGoogleError } from "@/lib/google/google-error";
import { unknownFrom } from "@/lib/google/unknown-from";
import { defineGatherer, type Gathered } from "./define-gatherer";
import type { WorkloadSurroundings } from "./surroundings";

/** The Composer environment, where one was asked about. */
export function environmentGatherer({ rest }: WorkloadSurroundings) {
  return defineGatherer({
    fact: "environment",
    source: "composer.googleapis.com projects.locations.environments.get",
    deadlineMs: 8_000,
    prepare({ request }) {
      if (request?.state !== "known") return undefined;
      const { target } = request.value;
      if (target.kind === "cluster") return { known: { outcome: "none" } };
      return {
        async gather(signal): Promise<Gathered<"environment">> {
          try {
            return { known: { outcome: "found", view: await getEnvironment(rest, target.environment, signal) } };
          } catch (error) {
            const { reason, message } = toGoogleError(error);
            if (reason === "not-found" || reason === "api-disabled") return { known: { outcome: reason, message } };
            return unknownFrom(error, "composer.environments.get", `projects/${target.environment.project}`);
          }
        },
      };
    },
  });
}
