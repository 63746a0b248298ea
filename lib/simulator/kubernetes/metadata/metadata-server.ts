import { digest, projectNumber } from "@/lib/simulator/cluster/addresses";
import { textIn } from "../objects/kube-object";
import { type PodIdentity, type PodPlace, podIdentity } from "./pod-identity";

export type MetadataRequest = {
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
};

export type MetadataAnswer = { readonly status: number; readonly body: string };

const cloudScopes = [
  "https://www.googleapis.com/auth/cloud-platform",
  "https://www.googleapis.com/auth/userinfo.email",
];
const tokenHelp = `Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).
This error could be caused by a missing IAM policy binding on the target IAM service account.
For more information, refer to the Workload Identity documentation:
\thttps://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity#authenticating_to

`;

/** Answers a pod's request as the metadata server of its node does: GKE's, or Compute Engine's where there is none. */
export function answerMetadata(place: PodPlace, { path, query, headers }: MetadataRequest): MetadataAnswer {
  if (path === "/" || path === "") return ok("computeMetadata/\n");
  if (headers["metadata-flavor"]?.toLowerCase() !== "google") {
    return { status: 403, body: "Missing required header: Metadata-Flavor: Google\n" };
  }
  const [, rest] = /^\/computeMetadata\/v1\/(.*)$/.exec(path) ?? [];
  if (rest === undefined) return missing();
  const constant = constants(place)[rest];
  if (constant !== undefined) return ok(constant);
  const identity = podIdentity(place);
  const [, account, what] = /^instance\/service-accounts\/(?:([^/]+)\/([a-z]*))?$/.exec(rest) ?? [
    undefined,
    undefined,
    undefined,
  ];
  if (rest === "instance/service-accounts/") return ok(`default/\n${identity.email}/\n`);
  if (account === undefined || what === undefined || (account !== "default" && account !== identity.email))
    return missing();
  return answerAccount(place, identity, what, query);
}

function answerAccount(place: PodPlace, identity: PodIdentity, what: string, query: URLSearchParams): MetadataAnswer {
  const scopes = identity.kind === "node" ? identity.scopes : cloudScopes;
  const refused = identity.kind === "account" && identity.token !== "granted" ? refusedToken(identity) : undefined;
  switch (what) {
    case "": {
      const whole = JSON.stringify({ aliases: ["default"], email: identity.email, scopes });
      return ok(query.get("recursive") === "true" ? whole : "aliases\nemail\nidentity\nscopes\ntoken\n");
    }
    case "aliases":
      return ok("default\n");
    case "email":
      return ok(identity.email);
    case "scopes":
      return ok(scopes.map((scope) => `${scope}\n`).join(""));
    case "token":
      return refused ?? ok(JSON.stringify(token(place, identity)));
    case "identity":
      if (!query.get("audience")) return { status: 400, body: "non-empty audience parameter required\n" };
      return refused ?? ok(`simulated.${digest(`${identity.email} ${query.get("audience")}`, 40)}.identity`);
    default:
      return missing();
  }
}

/** A token that nothing accepts, and that names itself in logs. */
function token({ now }: PodPlace, { kind, email }: PodIdentity): object {
  const secret = digest(`token ${email} ${now.toISOString().slice(0, 13)}`, 40);
  const prefix = kind === "pool" ? "ya29.d.simulated-" : "ya29.simulated-";
  return { access_token: `${prefix}${secret}`, expires_in: 3599, token_type: "Bearer" };
}

function refusedToken({ email, token: outcome }: Extract<PodIdentity, { kind: "account" }>): MetadataAnswer {
  const failed = "Unable to generate access token; IAM returned";
  if (outcome === "no-such-account") {
    return { status: 404, body: `${failed} 404 Not Found: Not found; Gaia id not found for email ${email}\n` };
  }
  return { status: 403, body: `${failed} 403 Forbidden: ${tokenHelp}` };
}

function constants({ cluster, node }: PodPlace): Readonly<Record<string, string>> {
  const { project, location, cluster: name } = cluster.name;
  const number = projectNumber(project);
  const zone = textIn(node, "metadata", "labels", "topology.kubernetes.io/zone") ?? location;
  return {
    "project/project-id": project,
    "project/numeric-project-id": number,
    "instance/attributes/cluster-name": name,
    "instance/attributes/cluster-location": location,
    "instance/zone": `projects/${number}/zones/${zone}`,
    "instance/hostname": `${node?.metadata.name ?? "node"}.c.${project}.internal`,
    "instance/id": String(BigInt(`0x${digest(`instance ${node?.metadata.name ?? ""}`, 15)}`)),
  };
}

function ok(body: string): MetadataAnswer {
  return { status: 200, body };
}

function missing(): MetadataAnswer {
  return { status: 404, body: "404 page not found\n" };
}
