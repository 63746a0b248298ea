import type { EnvironmentVersions } from "../airflow/environment";
import { reached } from "../airflow/provider-range";
import { takesEffect } from "../airflow/signatures/lookup";
import { compareVersions, versionText } from "../airflow/versions";
import type { OperatorForm } from "./form";

const sayProvider =
  "Say which version of apache-airflow-providers-cncf-kubernetes the environment has (Airflow: Admin → Providers).";

/** Why no right Python can be written for this form in these versions; null when it can. */
export function impossible(form: OperatorForm, environment: EnvironmentVersions): string | null {
  const { airflow, provider } = environment;
  if (airflow !== null && compareVersions(airflow, [2, 0, 0]) < 0) {
    return `Airflow ${versionText(airflow)} has the operator in airflow.contrib, with other parameters. It is generated for Airflow 2 and 3.`;
  }
  if (form.afterwards === "delete") return null;
  const action = takesEffect(provider, "on_finish_action");
  if (action === "unknown") {
    return `What becomes of the pod is on_finish_action from provider 7.2.0 on, and is_delete_operator_pod before. ${sayProvider}`;
  }
  if (form.afterwards === "keep") return null;
  if (action === "no") {
    return "Before provider 7.2.0 a pod is either always deleted or always kept; “only when it succeeded” and “only while active” need on_finish_action.";
  }
  if (form.afterwards === "delete-active") {
    const active = reached(provider, [10, 12, 0]);
    if (active === "no") return 'on_finish_action="delete_active_pod" exists from provider 10.12.0 on.';
    if (active === "unknown")
      return `on_finish_action="delete_active_pod" exists from provider 10.12.0 on. ${sayProvider}`;
  }
  return null;
}
