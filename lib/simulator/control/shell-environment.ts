import { join } from "node:path";
import { shellQuote } from "@/lib/kubernetes/shell-quote";
import { defaultProject } from "@/lib/simulator/cluster/build-cluster";
import type { PlaceId } from "@/lib/simulator/world";

/** Where the parts of the simulator are. */
export type SimulatorUrls = {
  /** Google's API, with the trailing slash that gcloud insists on. */
  readonly google: string;
  /** `127.0.0.1:PORT`. */
  readonly proxy: string;
  readonly caFile: string;
  /** A folder for gcloud's configuration and kubeconfigs. */
  readonly folder: string;
};

/** The same for one person: with the token they are known by. */
export type PersonUrls = SimulatorUrls & { readonly tokenFile: string };

const overriddenApis = [
  "CONTAINER",
  "IAM",
  "CLOUDRESOURCEMANAGER",
  "COMPOSER",
  "COMPUTE",
  "IAMCREDENTIALS",
  "LOGGING",
  "STORAGE",
];

/** The `export` lines that point real gcloud and kubectl at the simulator, from this place. One line per variable. */
export function shellEnvironment(urls: PersonUrls, place: PlaceId): string {
  return Object.entries(clientEnvironment(urls, place))
    .map(([name, value]) => `export ${name}=${shellQuote(value)}\n`)
    .join("");
}

/** The same as `shellEnvironment`, as variables. */
export function clientEnvironment(urls: PersonUrls, place: PlaceId): Readonly<Record<string, string>> {
  const local = "127.0.0.1,localhost";
  return {
    CLOUDSDK_CONFIG: join(urls.folder, place, "gcloud"),
    ...Object.fromEntries(overriddenApis.map((api) => [`CLOUDSDK_API_ENDPOINT_OVERRIDES_${api}`, urls.google])),
    CLOUDSDK_AUTH_ACCESS_TOKEN_FILE: urls.tokenFile,
    CLOUDSDK_CORE_PROJECT: defaultProject,
    CLOUDSDK_CORE_DISABLE_PROMPTS: "1",
    CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: "true",
    CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK: "true",
    USE_GKE_GCLOUD_AUTH_PLUGIN: "True",
    KUBECONFIG: join(urls.folder, place, "kubeconfig"),
    KUBECACHEDIR: join(urls.folder, place, "kube-cache"),
    // kubectl uses it for the simulated addresses; gcloud talks plain HTTP to loopback, which neither variable touches.
    HTTPS_PROXY: `http://${place}:x@${urls.proxy}`,
    NO_PROXY: local,
    no_proxy: local,
    SSL_CERT_FILE: urls.caFile,
    NODE_EXTRA_CA_CERTS: urls.caFile,
  };
}
