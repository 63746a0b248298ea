type Strings = Readonly<Record<string, string>>;

type EnvironmentSource =
  | { readonly fieldRef: { readonly fieldPath: string } }
  | { readonly secretKeyRef: { readonly name: string; readonly key: string; readonly optional?: boolean } }
  | { readonly configMapKeyRef: { readonly name: string; readonly key: string; readonly optional?: boolean } };

type Volume = { readonly name: string } & (
  | { readonly emptyDir: { readonly medium?: string; readonly sizeLimit?: string } }
  | { readonly configMap: { readonly name: string; readonly optional?: boolean } }
  | { readonly secret: { readonly secretName: string; readonly optional?: boolean } }
);

export type ContainerManifest = {
  readonly name: string;
  readonly image: string;
  readonly imagePullPolicy?: "Always" | "IfNotPresent" | "Never";
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly workingDir?: string;
  readonly env?: readonly (
    | { readonly name: string; readonly value: string }
    | { readonly name: string; readonly valueFrom: EnvironmentSource }
  )[];
  readonly envFrom?: readonly {
    readonly prefix?: string;
    readonly secretRef?: { readonly name: string; readonly optional?: boolean };
    readonly configMapRef?: { readonly name: string; readonly optional?: boolean };
  }[];
  readonly resources?: { readonly requests?: Strings; readonly limits?: Strings };
  readonly volumeMounts?: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly subPath?: string;
    readonly readOnly?: boolean;
  }[];
  readonly securityContext?: {
    readonly allowPrivilegeEscalation?: boolean;
    readonly readOnlyRootFilesystem?: boolean;
    readonly runAsNonRoot?: boolean;
    readonly runAsUser?: number;
    readonly runAsGroup?: number;
    readonly capabilities?: { readonly drop: readonly string[] };
    readonly seccompProfile?: { readonly type: "RuntimeDefault" };
  };
};

/** A pod as it is created, in Kubernetes' own field names: the part of the API that Drawbridge's pods use, and no more. */
export type PodManifest = {
  readonly metadata: { readonly name: string; readonly labels?: Strings; readonly annotations?: Strings };
  readonly spec: {
    readonly containers: readonly ContainerManifest[];
    readonly serviceAccountName?: string;
    readonly automountServiceAccountToken?: boolean;
    readonly restartPolicy: "Never";
    readonly activeDeadlineSeconds: number;
    readonly terminationGracePeriodSeconds?: number;
    readonly enableServiceLinks?: boolean;
    readonly nodeSelector?: Strings;
    readonly tolerations?: readonly {
      readonly key?: string;
      readonly operator?: "Exists" | "Equal";
      readonly value?: string;
      readonly effect?: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
    }[];
    readonly imagePullSecrets?: readonly { readonly name: string }[];
    readonly priorityClassName?: string;
    readonly securityContext?: {
      readonly runAsNonRoot?: boolean;
      readonly runAsUser?: number;
      readonly runAsGroup?: number;
      readonly fsGroup?: number;
      readonly seccompProfile?: { readonly type: "RuntimeDefault" };
    };
    readonly volumes?: readonly Volume[];
  };
};
