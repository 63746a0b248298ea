import { parseClusterName } from "@/lib/core/cluster-name";
import { badRequest, notFound, refused } from "@/lib/core/problem";
import type { ServiceContext } from "./context";

/** A page that tries to reach one control plane from the browser that opens it, and the policy that lets it try nothing else. */
export type ProbePage = { readonly html: string; readonly policy: string };

/** TEST-NET-1: nothing has this address, so a network that answers for it answers for everybody. */
const nobody = "192.0.2.1";

/**
 * The page for a cluster's public endpoint. The address is Google's, never a person's. Private endpoints are not tried: the
 * browser would ask for a permission, and its route is rarely kubectl's.
 *
 * @throws Problem 400, 404, and 422 for a cluster without a usable public endpoint
 */
export async function probePage(
  { directory, projects }: ServiceContext,
  cluster: string,
  nonce: string,
): Promise<ProbePage> {
  const name = parseClusterName(cluster);
  if (!name) throw badRequest("cluster must be a full resource name.");
  const { clusters } = await directory.list(projects);
  const view = clusters.find(
    ({ name: { project, location, cluster: id } }) =>
      project === name.project && location === name.location && id === name.cluster,
  );
  if (!view) throw notFound("There is no such cluster in the configured projects.");
  const { address } = view.endpoints.public;
  if (address === null) throw refused("This cluster has no public endpoint to try from a browser.");
  return {
    html: `<!doctype html><meta charset="utf-8"><title>Probe</title><script nonce="${nonce}">(${probe})(${JSON.stringify(
      { target: address, control: nobody },
    )})</script>`,
    policy: [
      "default-src 'none'",
      `script-src 'nonce-${nonce}'`,
      `connect-src https://${address} https://${nobody}`,
      "base-uri 'none'",
      "frame-ancestors 'self'",
    ].join("; "),
  };
}

/** Runs in the page. `answered` means that something took or refused the connection; an untrusted certificate is an answer. */
const probe = `async ({ target, control }) => {
  const patience = 5000;
  let forbidden = false;
  addEventListener("securitypolicyviolation", () => { forbidden = true; });
  const attempt = async (host) => {
    const started = performance.now();
    const outcome = await fetch("https://" + host + "/readyz", {
      mode: "no-cors", cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(patience),
    }).then(() => "answered", (error) => (error.name === "TimeoutError" || error.name === "AbortError" ? "silent" : "answered"));
    return { outcome, ms: Math.round(performance.now() - started) };
  };
  const [reached, nobody] = await Promise.all([attempt(target), attempt(control)]);
  const usable = !forbidden && navigator.onLine && nobody.outcome === "silent";
  parent.postMessage({ type: "drawbridge-probe", target: reached, usable }, location.origin);
}`;
