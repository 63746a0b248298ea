import { defineCheck } from "./define-check";
import { learnMore } from "./given/learn-more";

/** The environment that was asked about must be there, and Composer's API must be on. */
export const composerEnvironmentMissing = defineCheck({
  meta: {
    id: "composer-environment-missing",
    hop: "environment",
    title: "The Composer environment is there",
    failureTitle: "There is no such Composer environment",
    why: "The cluster that the pods run in is known only by the environment.",
    learnMoreUrl: learnMore.environments,
    dependsOn: [],
  },
  needs: ["request", "environment"],

  run({ request, environment }) {
    if (environment.outcome === "none" || request.target.kind === "cluster") {
      return { status: "not-applicable", summary: "You asked about a cluster, not about a Composer environment." };
    }
    const { environment: name, location, project } = request.target.environment;
    if (environment.outcome === "found") {
      const { state, imageVersion } = environment.view;
      return {
        status: "pass",
        summary: `${name} is ${state}, with the image ${imageVersion}.`,
        evidence: [{ fact: "environment", label: "State", observed: state, field: "state" }],
      };
    }
    const answer = { fact: "environment", label: "Composer's answer", observed: environment.message } as const;
    if (environment.outcome === "api-disabled") {
      return {
        status: "fail",
        title: "The Composer API is off in this project",
        summary: `Composer's API is not enabled in ${project}, so there is no environment ${name} in it.`,
        evidence: [answer],
        remedies: [],
      };
    }
    return {
      status: "fail",
      summary: `There is no environment ${name} in ${location} of ${project}.`,
      evidence: [answer],
      remedies: [],
    };
  },
});
