import { clientRules } from "./clients";
import { gcloudRules } from "./gcloud";
import { kubeconfigRules } from "./kubeconfig";
import { networkRules } from "./network";
import { pluginRules } from "./plugin";
import { proxyRules } from "./proxy";
import type { Rule } from "./rule";
import { serverRules } from "./server";
import { tlsRules } from "./tls";
import { usageRules } from "./usage";

/** In the order of a request's life: who speaks first is asked first. */
export const rules: readonly Rule[] = [
  ...pluginRules,
  ...gcloudRules,
  ...kubeconfigRules,
  ...serverRules,
  ...usageRules,
  ...proxyRules,
  ...tlsRules,
  ...networkRules,
  ...clientRules,
];

/** When the API server itself answered, what its message says of networks is about its own, not about the caller's. */
export const answerRules: readonly Rule[] = [...serverRules, ...usageRules];
