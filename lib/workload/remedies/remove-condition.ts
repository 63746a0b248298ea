import { command } from "@/lib/kubernetes/shell-quote";
import { defaultPool, impersonationMember, impersonationRole } from "@/lib/workload/facts/derive/member";
import { defineRemedy } from "./define-remedy";
import { projectOfAccount } from "./step-request";

/** A binding that has a condition, made one without. Somebody wrote the condition, so a person decides. */
export const removeCondition = defineRemedy({
  id: "remove-condition",
  risk: "widens-access",
  needs: ["request", "cluster", "policy"],
  plan({ request, cluster, policy: { policy } }) {
    const { namespace, serviceAccount, googleServiceAccount: email } = request;
    if (email === null || policy === null) return { refused: "No Google service account was asked for." };
    if (cluster.outcome !== "found") return { refused: "The cluster whose pool the member names is not known." };
    const pool = cluster.view.workloadPool ?? defaultPool(cluster.view.name.project);
    const member = impersonationMember(pool, namespace, serviceAccount);
    const binding = policy.bindings.find(
      ({ role, condition, members }) => role === impersonationRole && condition !== null && members.includes(member),
    );
    if (!binding?.condition) return { refused: `No binding of ${member} has a condition.` };
    const { title, expression, description } = binding.condition;
    const condition = dictionary([
      `expression=${expression}`,
      `title=${title}`,
      ...(description === undefined ? [] : [`description=${description}`]),
    ]);
    const words = (verb: string, when: string) => {
      const project = projectOfAccount(email);
      return command([
        ...["gcloud", "iam", "service-accounts", verb, email, ...(project === undefined ? [] : ["--project", project])],
        ...["--role", impersonationRole, "--member", member, `--condition=${when}`],
      ]);
    };
    return {
      title: `Let ${namespace}/${serviceAccount} act as ${email} without the condition "${title}"`,
      steps: [
        { summary: `Bind ${member} without a condition.`, request: null },
        { summary: `Take the binding with the condition "${title}" away from this member.`, request: null },
      ],
      changes: [
        {
          field: `IAM policy of ${email} ${impersonationRole} ${member} condition`,
          before: `${title}: ${expression}`,
          after: null,
        },
      ],
      permissions: ["iam.serviceAccounts.getIamPolicy", "iam.serviceAccounts.setIamPolicy"],
      commands: {
        gcloud: [words("add-iam-policy-binding", "None"), words("remove-iam-policy-binding", condition)].join("\n"),
        kubectl: null,
        terraform: null,
      },
      undo: `Bind the member with the condition again, then take away the binding without one: ${[
        words("add-iam-policy-binding", condition),
        words("remove-iam-policy-binding", "None"),
      ].join("\n")}`,
      warnings: [
        "Somebody wrote the condition on purpose: ask before. Where it expired, a new date may be what is wanted.",
        "IAM usually takes 2 minutes until it is in force, and can take 7.",
      ],
      files: [],
    };
  },
});

/** The pairs as one argument of gcloud's, divided by what is in none of them: see `gcloud topic escaping`. */
function dictionary(pairs: readonly string[]): string {
  const divider = [",", ";", "#", "~", "@", "%"].find((one) => !pairs.join("").includes(one)) ?? "<and>";
  return divider === "," ? pairs.join(",") : `^${divider}^${pairs.join(divider)}`;
}
