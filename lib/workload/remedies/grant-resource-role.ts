import type { PlanCommands } from "@/lib/engine/plan";
import { hclString } from "@/lib/kubernetes/hcl-quote";
import { command } from "@/lib/kubernetes/shell-quote";
import { actingMember } from "./acting-member";
import { defineRemedy } from "./define-remedy";

/** A role on a project or a bucket. Drawbridge never writes those policies: a person runs the command. */
export const grantResourceRole = defineRemedy({
  id: "grant-resource-role",
  risk: "widens-access",
  needs: ["request"],
  wants: ["project", "cluster", "roles"],
  plan({ request }, { resource, role }, { project, cluster, roles }) {
    const there = roles?.roles.find((one) => one.resource === resource && one.role === role);
    if (there?.granted === "yes") return { refused: `${role} is granted on ${resource} already.` };
    const acting = actingMember(request, project, cluster);
    if ("refused" in acting) return acting;
    const { member } = acting;
    const [kind, name = ""] = resource.split("/");
    const gcloud = (verb: string) =>
      command([
        ...(kind === "buckets"
          ? ["gcloud", "storage", "buckets", verb, `gs://${name}`]
          : ["gcloud", "projects", verb, name]),
        ...["--member", member, "--role", role, "--condition=None"],
      ]);
    return {
      title: `Give ${member} ${role} on ${resource}`,
      steps: [{ summary: `Add ${member} to ${role} in the IAM policy of ${resource}.`, request: null }],
      changes: [{ field: `IAM policy of ${resource} ${role} members`, before: null, after: member }],
      permissions:
        kind === "buckets"
          ? ["storage.buckets.getIamPolicy", "storage.buckets.setIamPolicy"]
          : ["resourcemanager.projects.getIamPolicy", "resourcemanager.projects.setIamPolicy"],
      commands: {
        gcloud: gcloud("add-iam-policy-binding"),
        kubectl: null,
        terraform: terraformOf(kind, name, role, member),
      },
      undo: `Take it back: ${gcloud("remove-iam-policy-binding")}`,
      warnings: [
        "Whoever can act as this identity has the role from then on, in every cluster of the pool.",
        "IAM usually takes 2 minutes until it is in force, and can take 7.",
        ...(/^roles\/(owner|editor)$/.test(role)
          ? [`${role} is far more than a pod needs: choose a narrower role.`]
          : []),
        ...(there?.granted === "conditional" ? ["It is granted with a condition already: that binding stays."] : []),
        "A role can also come from a folder, the organisation or a group, where Drawbridge does not look.",
      ],
      files: [],
    };
  },
});

function terraformOf(kind: string | undefined, name: string, role: string, member: string): PlanCommands["terraform"] {
  const [type, field] =
    kind === "buckets" ? ["google_storage_bucket_iam_member", "bucket"] : ["google_project_iam_member", "project"];
  const width = Math.max(field?.length ?? 0, "member".length);
  const line = (key: string, value: string) => `  ${key.padEnd(width)} = ${hclString(value)}`;
  return [
    `resource "${type}" "${role.replace(/[^A-Za-z0-9_]/g, "_")}" {`,
    line(field ?? "", name),
    line("role", role),
    line("member", member),
    "}",
  ].join("\n");
}
