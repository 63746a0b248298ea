import type { Version } from "../versions";

/** One parameter of KubernetesPodOperator's constructor, through the versions of the provider. */
export type Parameter = {
  readonly name: string;
  /** First provider version that has it; null when no source that we have tells. */
  readonly since: Version | null;
  /** First version in which it has no effect any more; null while it lives. */
  readonly removed: Version | null;
  /** First version that warns about it. */
  readonly deprecated?: Version;
  /** After removal: "ignored" when the constructor still takes the keyword without effect, "refused" when it raises. */
  readonly afterRemoval?: "ignored" | "refused";
  readonly replacedBy?: string;
  /** The default as Python text, in the newest version read; null when it is computed or None. */
  readonly default: string | null;
  readonly source: string;
};

/** The newest release whose changelog and source were read. Parameters of later ones are not known here. */
export const newestKnownProvider: Version = [10, 12, 2];

const first: Version = [1, 0, 0];
/** In Airflow 1.10.11's operator and in the provider's 4.x source, hence in every provider between. */
const original = "API reference of Airflow 1.10.11 and provider source 4.x";

function fromTheStart(name: string, value: string | null = null): Parameter {
  return { name, since: first, removed: null, default: value, source: original };
}

function added(since: Version, name: string, change: string, value: string | null = null): Parameter {
  return { name, since, removed: null, default: value, source: `Changelog ${since.join(".")}: ${change}` };
}

/** In the source that was read, but no changelog entry names its first version. */
function undated(name: string, value: string | null, source: string): Parameter {
  return { name, since: null, removed: null, default: value, source };
}

const currentSource = "Provider source (operators/pod.py), no changelog entry";

/**
 * Sources: the changelog (apache/airflow, providers/cncf/kubernetes/docs/changelog.rst up to 10.12.2), the source of
 * operators/kubernetes_pod.py (4.x) and operators/pod.py (7.5, current), and the API reference of Airflow 1.10.11.
 */
export const parameters: readonly Parameter[] = [
  fromTheStart("namespace"),
  fromTheStart("image"),
  fromTheStart("name"),
  fromTheStart("cmds"),
  fromTheStart("arguments"),
  fromTheStart("ports"),
  fromTheStart("volume_mounts"),
  fromTheStart("volumes"),
  fromTheStart("env_vars"),
  fromTheStart("secrets"),
  fromTheStart("in_cluster"),
  fromTheStart("cluster_context"),
  fromTheStart("labels"),
  fromTheStart("reattach_on_restart", "True"),
  fromTheStart("startup_timeout_seconds", "120"),
  fromTheStart("get_logs", "True"),
  fromTheStart("image_pull_policy"),
  fromTheStart("annotations"),
  fromTheStart("affinity"),
  fromTheStart("config_file"),
  fromTheStart("image_pull_secrets"),
  fromTheStart("service_account_name"),
  fromTheStart("hostnetwork", "False"),
  fromTheStart("tolerations"),
  fromTheStart("configmaps"),
  fromTheStart("security_context"),
  fromTheStart("pod_runtime_info_envs"),
  fromTheStart("dnspolicy"),
  fromTheStart("schedulername"),
  fromTheStart("full_pod_spec"),
  fromTheStart("init_containers"),
  fromTheStart("log_events_on_failure", "False"),
  fromTheStart("do_xcom_push", "False"),
  fromTheStart("pod_template_file"),
  fromTheStart("priority_class_name"),
  undated("env_from", null, "Provider source 4.x"),
  undated("node_selector", null, "Provider source 4.x; changelog 1.2.0 names it as the replacement of node_selectors"),
  undated("termination_grace_period", null, "Provider source 4.x"),
  {
    name: "is_delete_operator_pod",
    since: first,
    removed: [10, 0, 0],
    deprecated: [7, 2, 0],
    afterRemoval: "ignored",
    replacedBy: "on_finish_action",
    default: "True",
    source:
      "Changelog 3.0.0 (default becomes True), 7.2.0 (on_finish_action, #30718), 10.0.0 (removed, #43689); the current source still takes and ignores it",
  },
  {
    name: "resources",
    since: first,
    removed: [5, 0, 0],
    deprecated: [4, 2, 0],
    afterRemoval: "refused",
    replacedBy: "container_resources",
    default: null,
    source: "Changelog 4.2.0 (renamed, #24673), 5.0.0 (support dropped, #27197)",
  },
  {
    name: "node_selectors",
    since: first,
    removed: [5, 0, 0],
    deprecated: [1, 2, 0],
    afterRemoval: "refused",
    replacedBy: "node_selector",
    default: null,
    source: "Changelog 1.2.0 (deprecated, #15507), 5.0.0 (removed, #27515)",
  },
  {
    name: "progress_callback",
    since: [7, 6, 0],
    removed: [10, 0, 0],
    afterRemoval: "ignored",
    replacedBy: "callbacks",
    default: null,
    source: "Changelog 7.6.0 (#34153), 10.0.0 (removed, #43689); the current source still takes it",
  },
  added([2, 2, 0], "random_name_suffix", "name randomisation apart from name (#19398)", "True"),
  added([4, 1, 0], "kubernetes_conn_id", "the operator uses KubernetesHook (#22086)", '"kubernetes_default"'),
  added([4, 2, 0], "container_resources", "`resources` renamed (#24673)"),
  added([4, 4, 0], "container_security_context", "#25530"),
  added([5, 2, 0], "deferrable", "#29017"),
  added([5, 2, 0], "poll_interval", "deferrable mode (#29017)", "2"),
  added([5, 2, 0], "base_container_name", "#28808", '"base"'),
  added([6, 1, 0], "skip_on_exit_code", "#29000, #30769"),
  added([7, 0, 0], "dns_config", "#30992"),
  added([7, 0, 0], "hostname", "#30992"),
  added([7, 0, 0], "subdomain", "#30992"),
  added([7, 1, 0], "log_pod_spec_on_failure", "#31595", "True"),
  added([7, 2, 0], "on_finish_action", "#30718", '"delete_pod"'),
  added([7, 3, 0], "container_logs", "#31663"),
  added([7, 4, 0], "termination_message_policy", "#32885", '"File"'),
  added([7, 5, 0], "active_deadline_seconds", "#33379"),
  added([7, 8, 0], "host_aliases", "#35063"),
  added([7, 9, 0], "startup_check_interval_seconds", "#34231", "5"),
  added([7, 12, 0], "pod_template_dict", "#33174"),
  added([7, 14, 0], "callbacks", "#35714"),
  added([8, 0, 0], "logging_interval", "#37279"),
  added([10, 1, 0], "init_container_logs", "#42498"),
  added([10, 4, 0], "base_container_status_polling_interval", "#47774", "1"),
  added([10, 5, 0], "schedule_timeout_seconds", "#49784"),
  added([10, 5, 0], "automount_service_account_token", "#50223"),
  added([10, 8, 0], "container_name_log_prefix_enabled", "#53598", "True"),
  added([10, 8, 0], "log_formatter", "#53598"),
  undated("trigger_kwargs", null, currentSource),
];
