import { type ClusterName, parseClusterName } from "@/lib/core/cluster-name";

/** A cluster that a text names, or why the text, which means to name one, does not. */
export type ClusterReference =
  | { readonly ok: true; readonly name: ClusterName }
  | { readonly ok: false; readonly problem: string };

const resourcePath =
  /^(?:https?:\/\/[^/\s]+\/[a-z0-9]+\/|\/\/container\.googleapis\.com\/|\/)?projects\/([^/\s]+)\/(?:locations|zones|regions)\/([^/\s]+)\/clusters\/([^/?#\s]+)(?:[/?#]\S*)?$/i;
const consolePage =
  /^https?:\/\/console\.cloud\.google\.com\/\S*?kubernetes\/(?:clusters\/details|workload_\/gcloud)\/([^/?#;\s]+)\/([^/?#;\s]+)\S*$/i;
const console = /^https?:\/\/console\.cloud\.google\.com(?:[:/?#]\S*)?$/i;

/**
 * Reads a cluster's resource name (`projects/P/locations/L/clusters/C`, also with `zones`), its `selfLink`, or the
 * address of its page in the Google Cloud console. Undefined for any other text.
 */
export function readClusterReference(text: string): ClusterReference | undefined {
  const [, project, location, cluster] = resourcePath.exec(text) ?? [];
  if (project && location && cluster) return clusterReference(project, location, cluster);
  if (!console.test(text)) return undefined;
  const [, pageLocation, pageCluster] = consolePage.exec(text) ?? [];
  if (!pageLocation || !pageCluster) {
    return {
      ok: false,
      problem: "This console page is not about one cluster. Open the cluster's own page, and copy its address.",
    };
  }
  const pageProject = decoded(/[?&]project=([^&#\s]+)/.exec(text)?.[1] ?? "");
  return pageProject
    ? clusterReference(pageProject, pageLocation, pageCluster)
    : { ok: false, problem: "This console address does not say the project. Add ?project=PROJECT_ID to it." };
}

/** The three parts as a cluster's name, if they can be one. */
export function clusterReference(project: string, location: string, cluster: string): ClusterReference {
  const name = parseClusterName(`projects/${project}/locations/${location}/clusters/${cluster}`);
  if (name) return { ok: true, name };
  return /^\d+$/.test(project)
    ? { ok: false, problem: "This names the project by its number. Use the project's ID." }
    : {
        ok: false,
        problem: "This has the form of a cluster's name, but its project, location or cluster is not a valid one.",
      };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
