import { z } from "zod";
import { parseClusterName } from "@/lib/core/cluster-name";
import type { ComposerEnvironmentView } from "@/lib/workload/facts/environment-view";
import { readPages, readRest } from "./read-rest";
import type { Rest } from "./rest";

const host = "composer.googleapis.com";
const resourceName = /^projects\/([^/]+)\/locations\/([^/]+)\/environments\/([^/]+)$/;

const text = z.string().default("");

/** The parts of Composer's environment that are read: domain facts 7.1. What is not sent is unset. */
const environment = z.object({
  name: z.string().regex(resourceName),
  state: z.string().default("STATE_UNSPECIFIED"),
  config: z
    .object({
      gkeCluster: text,
      dagGcsPrefix: text,
      airflowUri: text,
      softwareConfig: z
        .object({ imageVersion: text, pypiPackages: z.record(z.string(), z.string()).default({}) })
        .prefault({}),
      nodeConfig: z.object({ network: text, subnetwork: text, serviceAccount: text }).prefault({}),
      privateEnvironmentConfig: z
        .object({
          enablePrivateEnvironment: z.boolean().default(false),
          privateClusterConfig: z.object({ enablePrivateEndpoint: z.boolean().optional() }).prefault({}),
          networkingConfig: z.object({ connectionType: text }).prefault({}),
        })
        .prefault({}),
      masterAuthorizedNetworksConfig: z
        .object({
          enabled: z.boolean().default(false),
          cidrBlocks: z.array(z.object({ cidrBlock: text, displayName: text })).default([]),
        })
        .optional(),
    })
    .prefault({}),
});

const list = z.object({ environments: z.array(environment).default([]), nextPageToken: z.string().optional() });

/** The environments of one location: Composer has no list over all of them. */
export function listEnvironments(
  rest: Rest,
  project: string,
  location: string,
  signal: AbortSignal,
): Promise<readonly ComposerEnvironmentView[]> {
  const parent = `projects/${encodeURIComponent(project)}/locations/${encodeURIComponent(location)}`;
  return readPages(async (query) => {
    const path = `/v1/${parent}/environments?pageSize=100${query}`;
    const { environments, nextPageToken } = await readRest(list, rest, { host, path }, signal);
    return { items: environments.map(toView), nextPageToken };
  });
}

/** @throws GoogleError `not-found`, `permission-denied`, … */
export async function getEnvironment(
  rest: Rest,
  name: { readonly project: string; readonly location: string; readonly environment: string },
  signal: AbortSignal,
): Promise<ComposerEnvironmentView> {
  const [project, location, id] = [name.project, name.location, name.environment].map(encodeURIComponent);
  const path = `/v1/projects/${project}/locations/${location}/environments/${id}`;
  return toView(await readRest(environment, rest, { host, path }, signal));
}

function toView({ name, state, config }: z.infer<typeof environment>): ComposerEnvironmentView {
  const [, project = "", location = "", id = ""] = resourceName.exec(name) ?? [];
  const {
    softwareConfig,
    nodeConfig,
    privateEnvironmentConfig: own,
    masterAuthorizedNetworksConfig: networks,
  } = config;
  const { connectionType } = own.networkingConfig;
  const known = connectionType === "VPC_PEERING" || connectionType === "PRIVATE_SERVICE_CONNECT";
  return {
    name: id,
    location,
    project,
    state,
    generation: generationOf(softwareConfig.imageVersion),
    imageVersion: softwareConfig.imageVersion,
    cluster: parseClusterName(config.gkeCluster) ?? null,
    network: nodeConfig.network,
    subnetwork: nodeConfig.subnetwork,
    serviceAccount: nodeConfig.serviceAccount,
    pypiPackages: softwareConfig.pypiPackages,
    dagGcsPrefix: config.dagGcsPrefix,
    airflowUri: config.airflowUri,
    privateEnvironment: own.enablePrivateEnvironment,
    publicEndpointDisabled: own.privateClusterConfig.enablePrivateEndpoint ?? null,
    authorizedNetworks: networks ?? null,
    connectionType: known ? connectionType : null,
  };
}

/** `composer-2.11.3-airflow-…` is of generation 2, `composer-latest-…` says nothing. */
function generationOf(imageVersion: string): ComposerEnvironmentView["generation"] {
  switch (/^composer-(\d+)(?=[.-])/.exec(imageVersion)?.[1]) {
    case "1":
      return 1;
    case "2":
      return 2;
    case "3":
      return 3;
    default:
      return null;
  }
}
