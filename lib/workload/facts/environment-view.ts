import type { ClusterName } from "@/lib/core/cluster-name";

/** One Composer environment. Null: the API did not say. */
export type ComposerEnvironmentView = {
  /** The last part of the resource's name. */
  readonly name: string;
  readonly location: string;
  readonly project: string;
  /** `RUNNING`, `CREATING`, `UPDATING`, `DELETING`, `ERROR` or `STATE_UNSPECIFIED`. */
  readonly state: string;
  /** Of Cloud Composer, read from the image's version; null where that has another form. */
  readonly generation: 1 | 2 | 3 | null;
  /** As `composer-2.11.3-airflow-2.10.2`. */
  readonly imageVersion: string;
  /** Null in Composer 3, whose cluster is in a project of Google's. */
  readonly cluster: ClusterName | null;
  readonly network: string;
  readonly subnetwork: string;
  /** The environment's own Google service account, by e-mail address; empty where none was set. */
  readonly serviceAccount: string;
  /** Python packages that were added, by name, with pip's version range. */
  readonly pypiPackages: Readonly<Record<string, string>>;
  /** `gs://BUCKET/dags`; empty while the environment is being made. */
  readonly dagGcsPrefix: string;
  readonly airflowUri: string;
  readonly privateEnvironment: boolean;
  /** Composer 2: whether the environment's cluster has no public endpoint. */
  readonly publicEndpointDisabled: boolean | null;
  /** The list that Composer keeps on its cluster. */
  readonly authorizedNetworks: {
    readonly enabled: boolean;
    readonly cidrBlocks: readonly { readonly cidrBlock: string; readonly displayName: string }[];
  } | null;
  readonly connectionType: "VPC_PEERING" | "PRIVATE_SERVICE_CONNECT" | null;
};
