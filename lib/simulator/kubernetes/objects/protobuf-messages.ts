/** A field of a protobuf message: its name in JSON, and how it is read. */
export type Field = {
  readonly name: string;
  readonly type: "text" | "bool" | "integer" | "map" | "bytes-map" | Message;
  readonly repeated?: true;
};

/** The fields of a message by number. Fields that are not listed are passed over. */
export type Message = { readonly [number: number]: Field };

const text = (name: string): Field => ({ name, type: "text" });
const texts = (name: string): Field => ({ name, type: "text", repeated: true });
const bool = (name: string): Field => ({ name, type: "bool" });
const map = (name: string): Field => ({ name, type: "map" });
const message = (name: string, type: Message): Field => ({ name, type });
const messages = (name: string, type: Message): Field => ({ name, type, repeated: true });

/** `TypeMeta` of the envelope `runtime.Unknown`. */
export const envelope: Message = { 1: text("apiVersion"), 2: text("kind") };

const metadata = message("metadata", {
  1: text("name"),
  2: text("generateName"),
  3: text("namespace"),
  5: text("uid"),
  6: text("resourceVersion"),
  11: map("labels"),
  12: map("annotations"),
});
const reference: Message = { 3: text("name") };
const localReference: Message = { 1: text("name") };
const roleRef = message("roleRef", { 1: text("apiGroup"), 2: text("kind"), 3: text("name") });
const subjects = messages("subjects", { 1: text("kind"), 2: text("apiGroup"), 3: text("name"), 4: text("namespace") });
const rules = messages("rules", {
  1: texts("verbs"),
  2: texts("apiGroups"),
  3: texts("resources"),
  4: texts("resourceNames"),
  5: texts("nonResourceURLs"),
});
const accessReviewSpec: Message = {
  1: message("resourceAttributes", {
    1: text("namespace"),
    2: text("verb"),
    3: text("group"),
    4: text("version"),
    5: text("resource"),
    6: text("subresource"),
    7: text("name"),
  }),
  2: message("nonResourceAttributes", { 1: text("path"), 2: text("verb") }),
};

/** The kinds that kubectl's typed clients write: `create namespace`, `create serviceaccount`, `auth can-i` and so on. From Kubernetes' generated.proto. */
export const protobufMessages: Readonly<Record<string, Message>> = {
  Namespace: { 1: metadata },
  ServiceAccount: {
    1: metadata,
    2: messages("secrets", reference),
    3: messages("imagePullSecrets", localReference),
    4: bool("automountServiceAccountToken"),
  },
  ConfigMap: { 1: metadata, 2: map("data"), 3: { name: "binaryData", type: "bytes-map" }, 4: bool("immutable") },
  Secret: {
    1: metadata,
    2: { name: "data", type: "bytes-map" },
    3: text("type"),
    4: map("stringData"),
    5: bool("immutable"),
  },
  Role: { 1: metadata, 2: rules },
  ClusterRole: { 1: metadata, 2: rules },
  RoleBinding: { 1: metadata, 2: subjects, 3: roleRef },
  ClusterRoleBinding: { 1: metadata, 2: subjects, 3: roleRef },
  SelfSubjectAccessReview: { 1: metadata, 2: message("spec", accessReviewSpec) },
  SelfSubjectRulesReview: { 1: metadata, 2: message("spec", { 1: text("namespace") }) },
  SelfSubjectReview: { 1: metadata },
  DeleteOptions: {
    1: { name: "gracePeriodSeconds", type: "integer" },
    2: message("preconditions", { 1: text("uid"), 2: text("resourceVersion") }),
    4: text("propagationPolicy"),
    5: texts("dryRun"),
  },
};
