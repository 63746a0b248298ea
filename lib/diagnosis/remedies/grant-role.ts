import { hclString } from "@/lib/kubernetes/hcl-quote";
import { command, shellQuote } from "@/lib/kubernetes/shell-quote";
import { defineRemedy } from "./define-remedy";

/** Whom to grant it to is for the person to say: nobody told Drawbridge for sure. */
const placeholder = "user:EMAIL_ADDRESS";

/** Roles that give far more than one missing permission; Drawbridge never proposes them. */
const tooBroad = /^roles\/(?:owner|editor|viewer|admin|(?:[a-z]+\.)+(?:[a-z]*[aA]dmin))$/;

/** An IAM role on the cluster's project, additive, for a member that the person fills in. */
export const grantRole = defineRemedy({
  id: "grant-role",
  risk: "widens-access",
  needs: ["request"],

  plan({ request }, { role, permission }) {
    const { project } = request.cluster;
    if (!/^roles\/[a-z]+(?:\.[A-Za-z]+)*$/.test(role))
      return { refused: `${role} is not one of Google's predefined roles.` };
    if (tooBroad.test(role)) return { refused: `${role} gives far more than the missing permission ${permission}.` };
    const words = (verb: "add" | "remove") => [
      ...["gcloud", "projects", `${verb}-iam-policy-binding`, project],
      ...["--member", placeholder, "--role", role, "--condition", "None"],
    ];
    const resource = [
      'resource "google_project_iam_member" "control_plane_access" {',
      `  project = ${hclString(project)}`,
      `  role    = ${hclString(role)}`,
      `  member  = ${hclString(placeholder)}`,
      "}",
    ].join("\n");
    return {
      title: `Grant ${role} in ${project}`,
      steps: [
        {
          summary: `Put the account into the command in the place of EMAIL_ADDRESS: user:…, serviceAccount:… or group:….`,
          request: null,
        },
        { summary: `Have somebody run it who may change the IAM policy of ${project}.`, request: null },
        { summary: "Wait: a grant usually has effect within two minutes, sometimes within seven.", request: null },
      ],
      changes: [{ field: `IAM policy of ${project}: ${role}`, before: null, after: placeholder }],
      permissions: ["resourcemanager.projects.getIamPolicy", "resourcemanager.projects.setIamPolicy"],
      commands: { gcloud: command(words("add")), kubectl: null, terraform: resource },
      undo: `Take the role back: ${words("remove").map(shellQuote).join(" ")}`,
      warnings: [
        `The member ${placeholder} is a placeholder that you fill in.`,
        `The role holds for every cluster of ${project}, and gives more than ${permission} alone.`,
        "Where Terraform manages the project's IAM policy with google_project_iam_policy or _binding, add it there, otherwise the next apply removes it.",
      ],
      files: [],
    };
  },
});
