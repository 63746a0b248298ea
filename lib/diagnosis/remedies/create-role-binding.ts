import { type Subject, subjectOf } from "@/lib/diagnosis/facts/derive/rbac-subject";
import type { PlannedRequest, PlanStep } from "@/lib/engine/plan";
import { hclString } from "@/lib/kubernetes/hcl-quote";
import { command, shellQuote } from "@/lib/kubernetes/shell-quote";
import { defineRemedy } from "./define-remedy";
import { builtInRole } from "./role-binding/built-in-role";
import { objectName } from "./role-binding/object-name";

type Binding = {
  readonly name: string;
  readonly role: { readonly kind: "ClusterRole" | "Role"; readonly name: string };
  readonly subject: Subject;
  /** Null: for the whole cluster. */
  readonly namespace: string | null;
};

/** An RBAC binding for one person: to a built-in role where one fits, otherwise to a new role for just that. */
export const createRoleBinding = defineRemedy({
  id: "create-role-binding",
  risk: "widens-access",
  needs: ["request"],

  plan({ request }, { user, verb, resource, namespace }) {
    const subject = subjectOf(user);
    if (!subject) return { refused: `${user || "Nobody"} is not an account that can be given access: log in first.` };
    if (namespace !== null && !/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) {
      return { refused: `${namespace} cannot be the name of a namespace.` };
    }
    const builtIn = builtInRole(verb, resource);
    if (builtIn === undefined && (verb === null || resource === null)) {
      return { refused: `What exactly was refused is not known (${verb ?? "no verb"}, ${resource ?? "no resource"}).` };
    }
    const path = resource?.startsWith("/") ?? false;
    const scope = path ? null : namespace;
    const role = builtIn ?? objectName("drawbridge", verb ?? "", resource ?? "");
    const kind = builtIn !== undefined || scope === null ? "ClusterRole" : "Role";
    const name = objectName("drawbridge", role.replace(/^drawbridge-/, ""), user);
    const binding: Binding = { name, role: { kind, name: role }, subject, namespace: scope };

    const newRole =
      builtIn === undefined
        ? command([
            ...["kubectl", "create", kind.toLowerCase(), role, `--verb=${verb}`],
            path ? `--non-resource-url=${resource}` : `--resource=${resource}`,
            ...(scope === null ? [] : [`--namespace=${scope}`]),
          ])
        : undefined;
    const where = scope === null ? "in the whole cluster" : `in the namespace ${scope}`;
    const steps: readonly PlanStep[] = [
      ...(newRole === undefined
        ? []
        : [{ summary: `Create the ${kind} ${role}, which allows ${verb} on ${resource} only.`, request: null }]),
      { summary: `Bind ${user} to the ${kind} ${role} ${where}.`, request: requestOf(binding) },
    ];
    return {
      title: `Let ${user} ${[verb, resource].filter(Boolean).join(" ") || "look around"} ${where}`,
      steps,
      changes: [
        {
          field: `${scope === null ? "ClusterRoleBinding" : `RoleBinding ${scope}`}/${name}`,
          before: null,
          after: `${kind} ${role} for ${user}`,
        },
      ],
      permissions: permissionsFor(binding, newRole !== undefined),
      commands: {
        gcloud: null,
        kubectl: [...(newRole === undefined ? [] : [newRole]), kubectlOf(binding)].join("\n"),
        terraform: newRole === undefined ? terraformOf(binding) : null,
      },
      undo: `Delete the binding: ${undoWords(binding).map(shellQuote).join(" ")}`,
      warnings: [
        `Whoever runs it needs a kubeconfig for ${request.cluster.cluster} and the right to create bindings there.`,
        ...(scope === null && !path ? ["No namespace was named: the binding holds in all of them."] : []),
        ...(builtIn === "view" || builtIn === "edit"
          ? [
              `The role ${builtIn} also allows ${builtIn === "view" ? "reading" : "reading and changing"} most other objects ${where}.`,
            ]
          : []),
        ...(/^\d+$/.test(user)
          ? [
              "The number is the account's unique id. With a token of the scope userinfo.email, bindings by e-mail count.",
            ]
          : []),
      ],
      files: [],
    };
  },
});

function requestOf({ name, role, subject, namespace }: Binding): PlannedRequest {
  const group = "rbac.authorization.k8s.io";
  const root = `/apis/${group}/v1`;
  const kind = namespace === null ? "ClusterRoleBinding" : "RoleBinding";
  return {
    method: "POST",
    path: namespace === null ? `${root}/clusterrolebindings` : `${root}/namespaces/${namespace}/rolebindings`,
    body: {
      apiVersion: `${group}/v1`,
      kind,
      metadata: { name, ...(namespace === null ? {} : { namespace }) },
      roleRef: { apiGroup: group, ...role },
      subjects: [subject.kind === "User" ? { apiGroup: group, ...subject } : subject],
    },
  };
}

function kubectlOf({ name, role, subject, namespace }: Binding): string {
  const who =
    subject.kind === "User" ? `--user=${subject.name}` : `--serviceaccount=${subject.namespace}:${subject.name}`;
  return command([
    ...["kubectl", "create", namespace === null ? "clusterrolebinding" : "rolebinding", name],
    ...[`--${role.kind.toLowerCase()}=${role.name}`, who],
    ...(namespace === null ? [] : [`--namespace=${namespace}`]),
  ]);
}

function undoWords({ name, namespace }: Binding): readonly string[] {
  return namespace === null
    ? ["kubectl", "delete", "clusterrolebinding", name]
    : ["kubectl", "delete", "rolebinding", name, `--namespace=${namespace}`];
}

function terraformOf({ name, role, subject, namespace }: Binding): string {
  const resource = namespace === null ? "kubernetes_cluster_role_binding" : "kubernetes_role_binding";
  const group = subject.kind === "User" ? ['    api_group = "rbac.authorization.k8s.io"'] : [];
  const home = subject.kind === "ServiceAccount" ? [`    namespace = ${hclString(subject.namespace)}`] : [];
  return [
    `resource "${resource}" "${name.replaceAll("-", "_")}" {`,
    "  metadata {",
    ...(namespace === null
      ? [`    name = ${hclString(name)}`]
      : [`    name      = ${hclString(name)}`, `    namespace = ${hclString(namespace)}`]),
    "  }",
    "  role_ref {",
    '    api_group = "rbac.authorization.k8s.io"',
    `    kind      = ${hclString(role.kind)}`,
    `    name      = ${hclString(role.name)}`,
    "  }",
    "  subject {",
    ...group,
    `    kind      = ${hclString(subject.kind)}`,
    `    name      = ${hclString(subject.name)}`,
    ...home,
    "  }",
    "}",
  ].join("\n");
}

function permissionsFor({ role, namespace }: Binding, createsRole: boolean): readonly string[] {
  const roles = role.kind === "Role" ? "container.roles" : "container.clusterRoles";
  return [
    namespace === null ? "container.clusterRoleBindings.create" : "container.roleBindings.create",
    `${roles}.bind`,
    ...(createsRole ? [`${roles}.create`, `${roles}.escalate`] : []),
  ];
}
