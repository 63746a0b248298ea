import type { RemedyId } from "@/lib/core/remedy-id";
import type { PluginTrouble } from "../evidence";
import { means, meansBecause, type Rule, type Scene, type Suspects } from "./rule";

const pluginTroubles: Record<PluginTrouble, { readonly why: string; readonly remedies: readonly RemedyId[] }> = {
  "gcloud-missing": {
    why: "The plugin runs gcloud for a token and did not find gcloud on the PATH. kubectl never called the cluster.",
    remedies: ["install-auth-plugin"],
  },
  "not-logged-in": {
    why: "The plugin asked gcloud for a token, and gcloud has no active account. kubectl never called the cluster.",
    remedies: ["log-in"],
  },
  reauthentication: {
    why: "gcloud could not renew the login: it has expired, was revoked, or the company's session length is over. kubectl never called the cluster.",
    remedies: ["log-in"],
  },
  "oauth-unreachable": {
    why: "gcloud could not reach Google's login server to renew the token. The way to Google is broken, not the one to the cluster, which was never called.",
    remedies: ["correct-proxy"],
  },
  "adc-missing": {
    why: "The plugin was told to use application default credentials and found none that work. kubectl never called the cluster.",
    remedies: ["log-in"],
  },
};

function failed({ evidence }: Scene): Suspects {
  const trouble = evidence.pluginTrouble && pluginTroubles[evidence.pluginTrouble];
  return [{ cause: "exec-plugin-failed", ...trouble }];
}

/** The credential plugin (`exec:` in kubeconfig): it runs before any request, so the network is not even tried. */
export const pluginRules: readonly Rule[] = [
  means("auth-provider-removed", /\b(?:gcp|azure) auth plugin has been removed/i),
  means("auth-provider-removed", /no auth provider found for name/i),
  means("auth-provider-removed", /blog\/products\/containers-kubernetes\/kubectl-auth-changes-in-gke/),

  means("exec-plugin-missing", /\bexec: executable \S{1,300} not found/),
  meansBecause(
    "exec-plugin-failed",
    /exec: "gcloud(?:\.cmd|\.exe)?": executable file not found/,
    pluginTroubles["gcloud-missing"].why,
    pluginTroubles["gcloud-missing"].remedies,
  ),
  means("exec-plugin-missing", /getting credentials: exec: "[^"\n]{1,300}": executable file not found/),
  means("exec-plugin-missing", /exec: "[^"\n]{0,300}auth-plugin[^"\n]{0,20}": executable file not found/),
  means("exec-plugin-missing", /client-go credential plugin that is not installed/),
  means("exec-plugin-missing", /^Install gke-gcloud-auth-plugin for use with kubectl/),
  means("exec-plugin-missing", /gke-gcloud-auth-plugin, which is needed for continued use of kubectl, was not found/),
  means(
    "exec-plugin-missing",
    /gke-gcloud-auth-plugin(?:\.exe)?['"]?:? (?:command not found|is not recognized|not found$)/,
  ),
  means("exec-plugin-missing", /command not found: gke-gcloud-auth-plugin/),
  means("exec-plugin-missing", /spawn \S{0,300}auth-plugin\S{0,20} ENOENT/),
  means(
    ["exec-plugin-missing", "exec-plugin-failed"],
    /exec: fork\/exec \S{1,300}: (?:no such file or directory|The system cannot find)/,
  ),

  { pattern: /exec: executable \S{1,300} failed with exit code \d/, judge: failed },
  { pattern: /print credential failed with error|Failed to retrieve access token/, judge: failed },
  { pattern: /\bexec plugin: invalid apiVersion|exec plugin is configured to use API version/, judge: outdated },
  { pattern: /exec plugin (?:didn't return|cannot support)|interactiveMode must be specified for/, judge: outdated },
  { pattern: /decoding stdout: |spawn \S{0,300}auth-plugin\S{0,20} E[A-Z]{3,12}/, judge: failed },
  { pattern: /^(?:getting credentials: |exec: (?:fork\/exec |exit status ))/, judge: failed },
];

function outdated(): Suspects {
  return [
    {
      cause: "exec-plugin-failed",
      why: "kubeconfig and credential plugin do not speak the same version of the credential API. kubectl never called the cluster.",
      remedies: ["get-credentials", "install-auth-plugin"],
    },
  ];
}
