import type { ZodType } from "zod";
import type { Actors } from "@/lib/simulator/actors/actors";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import { jsonBody, type SimulatedAnswer, type SimulatedRequest } from "@/lib/simulator/http/exchange";
import type { IdentityAwareProxy } from "@/lib/simulator/people/identity-aware-proxy";
import type { OidcProvider } from "@/lib/simulator/people/oidc-provider";
import type { SimulatorState } from "@/lib/simulator/state";
import type { ClientFolder } from "./client-folder";
import type { KubeconfigAuthorities } from "./kubeconfig";
import type { SimulatorUrls } from "./shell-environment";

/** What the control API works on. */
export type ControlOptions = {
  readonly state: SimulatorState;
  readonly actors: Actors;
  readonly authorities: (cluster: SimulatedCluster) => KubeconfigAuthorities;
  readonly urls: SimulatorUrls;
  readonly tokenFiles: ClientFolder["tokenFiles"];
  readonly iap: IdentityAwareProxy;
  readonly oidc: OidcProvider;
};

/** Methods of the control API by `METHOD /path`. */
export type ControlHandlers = Readonly<
  Record<string, (options: ControlOptions, request: SimulatedRequest) => SimulatedAnswer>
>;

/** Answers 200 with what `apply` gives for the body, or what `apply` refuses it with; 400 for a body of another form. */
export function withBody<Body>(
  schema: ZodType<Body>,
  request: SimulatedRequest,
  apply: (body: Body) => object | Refusal,
): SimulatedAnswer {
  const parsed = schema.safeParse(jsonBody(request));
  if (!parsed.success)
    return badRequest(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
  const result = apply(parsed.data);
  return result instanceof Refusal ? result.answer : ok(result);
}

/** Why the control API does not do what it was asked. */
export class Refusal {
  readonly answer: SimulatedAnswer;

  constructor(status: 400 | 404 | 409, error: string) {
    this.answer = { status, json: { error } };
  }
}

/** Does something with the cluster of this name (`projects/P/locations/L/clusters/C`); 404 when there is none. */
export function withCluster(
  { state }: ControlOptions,
  key: string,
  apply: (cluster: SimulatedCluster) => object | Refusal,
): object | Refusal {
  const cluster = state.clusters.find((candidate) => candidate.key === key);
  return cluster ? apply(cluster) : new Refusal(404, `There is no cluster ${key}.`);
}

export function ok(json: object): SimulatedAnswer {
  return { status: 200, json };
}

export function badRequest(error: string): SimulatedAnswer {
  return { status: 400, json: { error } };
}
