import { command } from "@/lib/kubernetes/shell-quote";
import { projectOf } from "@/lib/workload/facts/derive/project-of";
import { defineRemedy } from "./define-remedy";
import { projectOfAccount } from "./step-request";

const agentRole = "roles/composer.ServiceAgentV2Ext";

/** A role that Composer's own account, or the agent on it, lacks. */
export const grantEnvironmentRole = defineRemedy({
  id: "grant-environment-role",
  risk: "widens-access",
  needs: ["request", "environmentAccount"],
  wants: ["project"],
  plan({ request, environmentAccount: account }, { role }, { project }) {
    if (account.outcome === "none") return { refused: "No Composer environment was asked about." };
    const { email } = account;
    if (role === agentRole && project === undefined) {
      return { refused: "The project's number is not known, and the name of Composer's agent holds it." };
    }
    const environmentProject = projectOf(request.target);
    const onAccount = role === agentRole;
    const member = onAccount
      ? `serviceAccount:service-${project?.number}@cloudcomposer-accounts.iam.gserviceaccount.com`
      : `serviceAccount:${email}`;
    const resource = onAccount ? email : `projects/${environmentProject}`;
    const gcloud = (verb: string) =>
      command(
        onAccount
          ? [
              ...["gcloud", "iam", "service-accounts", verb, email],
              ...["--project", projectOfAccount(email) ?? environmentProject],
              ...["--member", member, "--role", role, "--condition=None"],
            ]
          : ["gcloud", "projects", verb, environmentProject, "--member", member, "--role", role, "--condition=None"],
      );
    return {
      title: `Give ${member} ${role} on ${resource}`,
      steps: [{ summary: `Add ${member} to ${role} in the IAM policy of ${resource}.`, request: null }],
      changes: [{ field: `IAM policy of ${resource} ${role} members`, before: null, after: member }],
      permissions: onAccount
        ? ["iam.serviceAccounts.getIamPolicy", "iam.serviceAccounts.setIamPolicy"]
        : ["resourcemanager.projects.getIamPolicy", "resourcemanager.projects.setIamPolicy"],
      commands: { gcloud: gcloud("add-iam-policy-binding"), kubectl: null, terraform: null },
      undo: `Take it back: ${gcloud("remove-iam-policy-binding")}`,
      warnings: [
        "Every task of the environment has the role from then on.",
        "IAM usually takes 2 minutes until it is in force, and can take 7.",
      ],
      files: [],
    };
  },
});
