import { type GuardedPattern, guard } from "../guarded-pattern";
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

export type ReadyRule = { readonly guarded: GuardedPattern; readonly judge: Rule["judge"] };

const ready = ({ pattern, judge }: Rule): ReadyRule => ({ guarded: guard(pattern), judge });

const answers = [...serverRules, ...usageRules].map(ready);

/** In the order of a request's life: who speaks first is asked first. */
export const rules: readonly ReadyRule[] = [
  ...[...pluginRules, ...gcloudRules, ...kubeconfigRules].map(ready),
  ...answers,
  ...[...proxyRules, ...tlsRules, ...networkRules, ...clientRules].map(ready),
];

/** When the API server itself answered, what its message says of networks is about its own, not about the caller's. */
export const answerRules: readonly ReadyRule[] = answers;
