import { errorSays, errorTitle, silentCauses } from "@/lib/diagnosis/facts/derive/error-says";
import type { ErrorCause } from "@/lib/kubernetes/explain/causes";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

const proxyItself: readonly ErrorCause[] = [
  "proxy-refused",
  "proxy-dns",
  "proxy-timeout",
  "proxy-not-tls",
  "proxy-untrusted",
];

/** Catalogue item 11. A proxy from the environment or from `proxy-url` must exist and pass the connection on. */
export const proxyMisconfigured = defineCheck({
  meta: {
    id: "proxy-misconfigured",
    hop: "kubeconfig",
    title: "No broken proxy is in the way",
    failureTitle: "The proxy that kubectl uses does not work",
    why: "With HTTPS_PROXY or proxy-url set, kubectl never dials the control plane itself: the proxy's failure is its own.",
    learnMoreUrl: "https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/#proxy",
    dependsOn: ["no-kubeconfig-context", "wrong-context", "stale-server-address"],
  },
  needs: ["kubeconfig", "errorText"],

  run({ kubeconfig, errorText }) {
    const proxyUrl = kubeconfig.given ? kubeconfig.summary.proxyUrl : null;
    const details = errorText.given ? errorText.details : undefined;
    const proxy = details?.proxy ?? proxyUrl?.replace(/^[a-z0-9+.-]+:\/\//, "") ?? null;
    const setting: Evidence = {
      fact: "kubeconfig",
      label: "Proxy",
      observed: proxyUrl ?? "",
      field: "clusters[].cluster.proxy-url",
    };
    const text: Evidence = {
      fact: "errorText",
      label: "Your error text",
      observed: errorTitle(errorText, ...proxyItself, ...silentCauses),
    };
    const remedies = [{ id: "correct-proxy", params: { proxy } }] as const;

    const says = errorSays(errorText, ...proxyItself);
    // The proxy was reached and failed on its way, or was not reached: it is the proxy either way.
    const itself = says === "possibly" && errorSays(errorText, ...proxyItself, "proxy-502") === "certainly";
    if (says === "certainly" || itself) {
      return {
        status: "fail",
        summary: `kubectl goes through ${proxy ? `the proxy ${proxy}` : "a proxy"}. ${text.observed}`,
        evidence: proxyUrl ? [text, setting] : [text],
        remedies,
        ...(itself ? { certainty: "likely" as const } : {}),
      };
    }
    if (proxyUrl === null) {
      return {
        status: "not-applicable",
        summary:
          says === "possibly"
            ? "The error text leaves open whether a proxy is in between."
            : "Nothing that was given speaks of a proxy.",
      };
    }

    // The text names the control plane's address only when that was dialled, and not the proxy.
    const dialledItself = details?.address !== undefined;
    const silent = errorSays(errorText, ...silentCauses) !== "no";
    if ((says === "possibly" || silent) && !dialledItself) {
      return {
        status: "fail",
        summary: `kubectl connects through the proxy ${proxy}, and no connection came about.`,
        evidence: [setting, text],
        remedies,
        certainty: "likely",
      };
    }
    return { status: "not-applicable", summary: `kubectl uses the proxy ${proxy}; nothing says that it fails.` };
  },
});
