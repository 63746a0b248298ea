import { errorSays } from "@/lib/workload/facts/derive/error-says";
import { defineCheck } from "./define-check";
import { textThatSays } from "./given/evidence";
import { learnMore } from "./given/learn-more";
import { argument, operatorsIn } from "./given/operators";

/** Catalogue item 70. A private Composer does not get to a cluster's public endpoint. */
export const operatorPublicEndpoint = defineCheck({
  meta: {
    id: "operator-public-endpoint",
    hop: "environment",
    title: "The operator goes to an endpoint that Airflow reaches",
    failureTitle: "The operator goes to the cluster's public endpoint",
    why: "GKEStartPodOperator uses the public endpoint unless it is told otherwise; a private Airflow has no way to it.",
    learnMoreUrl: learnMore.startPodOperator,
    dependsOn: ["composer-environment-missing"],
  },
  needs: ["environment", "dag", "errorText"],

  run({ environment, dag, errorText }) {
    const text = textThatSays(errorText, "control-plane-timeout");
    const timedOut = errorSays(errorText, "control-plane-timeout");
    const isPrivate = environment.outcome === "found" && environment.view.privateEnvironment;
    const given = operatorsIn(dag, "GKEStartPodOperator");
    if (given.length === 0) {
      return { status: "not-applicable", summary: "No GKEStartPodOperator is given." };
    }
    // The provider refuses such an operator before it comes as far as an endpoint.
    const operators = given.filter(({ configFile }) => !configFile);
    if (operators.length === 0) {
      return {
        status: "not-applicable",
        summary: "GKEStartPodOperator does not take the config_file that it is given.",
      };
    }
    const onPublic = operators.find(
      ({ usesInternalIp, usesDnsEndpoint }) => !mayBe(usesInternalIp) && !mayBe(usesDnsEndpoint),
    );
    const [any] = operators;
    if (!onPublic || !any) {
      const told = operators.find(({ usesInternalIp, usesDnsEndpoint }) => usesInternalIp || usesDnsEndpoint);
      if (!told)
        return { status: "not-applicable", summary: "Which endpoint is used cannot be read without running the DAG." };
      const name = told.usesInternalIp ? "use_internal_ip" : "use_dns_endpoint";
      return {
        status: "pass",
        summary: `The operator in line ${told.line} sets ${name}.`,
        evidence: [argument(told, name, "True")],
      };
    }
    if (!timedOut && !isPrivate) {
      return { status: "not-applicable", summary: "Nothing says that Airflow does not get to the public endpoint." };
    }
    return {
      status: "fail",
      summary: `The GKEStartPodOperator in line ${onPublic.line} sets neither use_internal_ip nor use_dns_endpoint${isPrivate ? ", and the environment is private" : ""}.`,
      evidence: [
        argument(onPublic, "use_internal_ip, use_dns_endpoint", "neither"),
        ...(isPrivate ? [privateEvidence] : []),
        ...text,
      ],
      remedies: [{ id: "use-internal-endpoint", params: { line: onPublic.line } }],
      certainty: "likely",
      // A private environment may have a NAT that the cluster lets in.
      ...(timedOut ? {} : { severity: "advisory" }),
    };
  },
});

const privateEvidence = {
  fact: "environment",
  label: "Private environment",
  observed: "yes",
  field: "config.privateEnvironmentConfig.enablePrivateEnvironment",
} as const;

/** True, or written and not readable. */
function mayBe(value: boolean | null | undefined): boolean {
  return value === true || value === undefined;
}
