import { composerNamespace, shortStartupSeconds } from "../airflow/composer-defaults";
import type { EnvironmentVersions } from "../airflow/environment";
import { onlyVersion, reached } from "../airflow/provider-range";
import { takesEffect } from "../airflow/signatures/lookup";
import { newestKnownProvider } from "../airflow/signatures/parameters";
import { compareVersions, versionText } from "../airflow/versions";
import { hasTemplate } from "../python/jinja";
import { type Advice, hint, unconfirmed, warning } from "./advice";
import { autopilotAdvice } from "./autopilot-advice";
import type { OperatorForm } from "./form";
import { imageTag } from "./image-reference";
import { looksLikeSecret } from "./secret-name";

const providerChangelog = "Provider changelog";
const kubernetesImages = "Kubernetes, Images: the tag and imagePullPolicy";

/** What a person should know about the task that this form gives in this environment. Only for forms that are not `impossible`. */
export function advise(form: OperatorForm, environment: EnvironmentVersions): Advice[] {
  return [
    ...versions(form, environment),
    ...place(form, environment),
    ...image(form),
    ...values(form),
    ...lifecycle(form, environment),
    ...autopilotAdvice(form, environment),
  ];
}

function versions(form: OperatorForm, { provider }: EnvironmentVersions): Advice[] {
  const exact = onlyVersion(provider);
  const advice: Advice[] = [];
  if (exact === null && reached(provider, [4, 2, 0]) !== "yes") {
    advice.push(
      warning(
        "provider-unknown",
        "The provider's version is not known, so only what every version from 4.2.0 on accepts is written. Say the version (Airflow: Admin → Providers) to get the rest.",
        provider.source,
      ),
    );
  }
  if (exact !== null && compareVersions(exact, newestKnownProvider) > 0) {
    const known = versionText(newestKnownProvider);
    advice.push(
      unconfirmed(
        "provider-newer",
        `Provider ${versionText(exact)} is newer than ${known}, the last one that was read.`,
        providerChangelog,
      ),
    );
  }
  const wanted: [unknown, string, string][] = [
    [form.logs.podSpecOnFailure, "log_pod_spec_on_failure", "7.1.0"],
    [form.scheduleTimeoutSeconds, "schedule_timeout_seconds", "10.5.0"],
    [form.deferrable, "deferrable", "5.2.0"],
  ];
  if (takesEffect(provider, "kubernetes_conn_id") === "no") {
    wanted.push([form.connection?.id, "kubernetes_conn_id", "4.1.0"]);
  }
  for (const [value, name, since] of wanted) {
    if (value === undefined || takesEffect(provider, name) === "yes") continue;
    advice.push(warning("left-out", `${name} is left out: it exists from provider ${since} on.`, providerChangelog));
  }
  return advice;
}

function place(form: OperatorForm, { composer }: EnvironmentVersions): Advice[] {
  const facts = "Cloud Composer, Use the KubernetesPodOperator";
  const { namespace, serviceAccount } = form;
  if (composer === 3) {
    const advice: Advice[] = [];
    if (namespace !== undefined && namespace !== composerNamespace) {
      advice.push(
        warning(
          "composer-3-namespace",
          `Composer 3 runs every pod in ${composerNamespace}, so “${namespace}” is not written.`,
          facts,
        ),
      );
    }
    if (serviceAccount !== undefined) {
      advice.push(
        unconfirmed(
          "composer-3-service-account",
          "On Composer 3 pods use the environment's service account; whether another Kubernetes service account takes effect is not documented.",
          facts,
        ),
      );
    }
    return advice;
  }
  if (namespace === "default") {
    return [
      warning(
        "default-namespace",
        `Pods in “default” run without the Google identity that Composer sets up. Use ${composerNamespace}, or a namespace of your own with a bound service account.`,
        facts,
      ),
    ];
  }
  if (composer === 2 && namespace !== undefined && namespace !== composerNamespace && serviceAccount === undefined) {
    return [
      warning(
        "own-namespace",
        `In a namespace of your own the pod runs as its “default” service account, which needs its own binding to a Google service account. Name a bound one.`,
        facts,
      ),
    ];
  }
  return namespace === undefined && composer === null
    ? [
        hint(
          "namespace-open",
          "No namespace is written: the operator falls back to the connection's, then to “default”.",
          "Provider changelog 5.0.0",
        ),
      ]
    : [];
}

function image(form: OperatorForm): Advice[] {
  if (imageTag(form.image) !== "latest") return [];
  const name = "The image has no fixed tag";
  if (form.imagePullPolicy === "IfNotPresent" || form.imagePullPolicy === "Never") {
    return [
      warning(
        "latest-not-pulled",
        `${name}, and ${form.imagePullPolicy} runs whatever copy a node happens to have: two runs can use different code. Use a tag or digest, or Always.`,
        kubernetesImages,
      ),
    ];
  }
  return [
    hint("latest", `${name}: a retry can run other code than the first try. Use a tag or digest.`, kubernetesImages),
  ];
}

function values(form: OperatorForm): Advice[] {
  const plain = form.environment.filter(({ name, value }) => looksLikeSecret(name, value)).map(({ name }) => name);
  const advice: Advice[] = [];
  if (plain.length > 0) {
    advice.push(
      warning(
        "secret-in-plain-text",
        `${plain.join(", ")}: the value is readable in the DAG file, in Airflow's rendered templates and in the pod. Reference a Kubernetes Secret instead.`,
        "Airflow, Masking sensitive data",
      ),
    );
  }
  const rendered = [...form.command, ...form.arguments, ...form.environment.map(({ value }) => value)].some(
    hasTemplate,
  );
  if (rendered && form.templates === "render") {
    advice.push(
      hint(
        "templates",
        "{{ … }} and {% … %} are rendered by Airflow before the pod starts.",
        "Airflow, Templates reference",
      ),
    );
  }
  return advice;
}

function lifecycle(form: OperatorForm, { composer }: EnvironmentVersions): Advice[] {
  const advice: Advice[] = [];
  if (form.afterwards === "keep") {
    advice.push(
      hint(
        "pods-stay",
        "Kept pods stay until somebody deletes them. Keep them while you look for a fault.",
        "Provider changelog 3.0.0",
      ),
    );
  }
  if (form.startupTimeoutSeconds < shortStartupSeconds && composer !== 1) {
    advice.push(
      warning(
        "short-startup",
        `Starting a pod on Autopilot can take minutes while a node is added; ${form.startupTimeoutSeconds} s often ends in “Pod took too long to start”. Use ${shortStartupSeconds} to 600.`,
        "Google's sample sets 600",
      ),
    );
  }
  return advice;
}
