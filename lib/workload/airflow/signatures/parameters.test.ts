import { describe, expect, it } from "vitest";
import { exactly } from "../provider-range";
import { compareVersions, parseVersion } from "../versions";
import { takesEffect } from "./lookup";
import { parameters } from "./parameters";

/** The keyword arguments of the constructor as read in operators/pod.py (apache/airflow 00820978, after 10.12). */
const current =
  `kubernetes_conn_id namespace image name random_name_suffix cmds arguments ports volume_mounts volumes env_vars env_from secrets in_cluster
  cluster_context labels reattach_on_restart startup_timeout_seconds startup_check_interval_seconds schedule_timeout_seconds get_logs base_container_name
  base_container_status_polling_interval init_container_logs container_logs image_pull_policy annotations container_resources affinity config_file
  node_selector image_pull_secrets service_account_name automount_service_account_token hostnetwork host_aliases tolerations security_context
  container_security_context dnspolicy dns_config hostname subdomain schedulername full_pod_spec init_containers log_events_on_failure do_xcom_push
  pod_template_file pod_template_dict priority_class_name pod_runtime_info_envs termination_grace_period configmaps skip_on_exit_code deferrable
  poll_interval log_pod_spec_on_failure on_finish_action is_delete_operator_pod termination_message_policy active_deadline_seconds callbacks
  progress_callback logging_interval trigger_kwargs container_name_log_prefix_enabled log_formatter`.split(/\s+/);

/** As read in operators/pod.py of provider 7.5 (apache/airflow 00c4d758). */
const at75 =
  `kubernetes_conn_id namespace image name random_name_suffix cmds arguments ports volume_mounts volumes env_vars env_from secrets in_cluster
  cluster_context labels reattach_on_restart startup_timeout_seconds get_logs container_logs image_pull_policy annotations container_resources
  affinity config_file node_selector image_pull_secrets service_account_name hostnetwork tolerations security_context container_security_context
  dnspolicy dns_config hostname subdomain schedulername full_pod_spec init_containers log_events_on_failure do_xcom_push pod_template_file
  priority_class_name pod_runtime_info_envs termination_grace_period configmaps skip_on_exit_code base_container_name deferrable poll_interval
  log_pod_spec_on_failure on_finish_action is_delete_operator_pod termination_message_policy active_deadline_seconds`.split(
    /\s+/,
  );

/** As read in operators/kubernetes_pod.py of provider 4.1 (apache/airflow 02074b28). */
const at41 =
  `kubernetes_conn_id namespace image name random_name_suffix cmds arguments ports volume_mounts volumes env_vars env_from secrets in_cluster
  cluster_context labels reattach_on_restart startup_timeout_seconds get_logs image_pull_policy annotations resources affinity config_file
  node_selectors node_selector image_pull_secrets service_account_name is_delete_operator_pod hostnetwork tolerations security_context dnspolicy
  schedulername full_pod_spec init_containers log_events_on_failure do_xcom_push pod_template_file priority_class_name pod_runtime_info_envs
  termination_grace_period configmaps`.split(/\s+/);

describe("the table of parameters", () => {
  it("has each name once, with a source, and no removal before its start", () => {
    expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
    for (const { source, since, removed } of parameters) {
      expect(source).not.toBe("");
      if (since !== null && removed !== null) expect(compareVersions(since, removed)).toBeLessThan(0);
    }
  });

  it("names exactly what the sources that were read accept", () => {
    const refused = parameters.filter(({ afterRemoval }) => afterRemoval === "refused").map(({ name }) => name);
    expect(
      parameters
        .map(({ name }) => name)
        .filter((name) => !refused.includes(name))
        .toSorted(),
    ).toEqual(current.toSorted());
  });

  it.each([
    ["4.1.0", at41],
    ["7.5.0", at75],
  ])("says of %s what its source says", (version, names) => {
    const range = exactly(parseVersion(version) ?? [0, 0, 0], "");
    for (const { name } of parameters) {
      const answer = takesEffect(range, name);
      if (answer !== "unknown") expect([name, answer]).toEqual([name, names.includes(name) ? "yes" : "no"]);
    }
  });

  it.each([
    ["on_finish_action", "7.1.0", "no"],
    ["on_finish_action", "7.2.0", "yes"],
    ["is_delete_operator_pod", "9.0.1", "yes"],
    ["is_delete_operator_pod", "10.0.0", "no"],
    ["container_resources", "4.1.0", "no"],
    ["container_resources", "4.2.0", "yes"],
    ["resources", "4.4.0", "yes"],
    ["resources", "5.0.0", "no"],
    ["schedule_timeout_seconds", "10.4.3", "no"],
    ["schedule_timeout_seconds", "10.5.0", "yes"],
    ["trigger_kwargs", "10.12.0", "unknown"],
    ["something_else", "10.12.0", "unknown"],
  ])("%s in %s: %s", (name, version, answer) => {
    expect(takesEffect(exactly(parseVersion(version) ?? [0, 0, 0], ""), name)).toBe(answer);
  });
});
