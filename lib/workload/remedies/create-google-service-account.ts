import { hclString } from "@/lib/kubernetes/hcl-quote";
import { command } from "@/lib/kubernetes/shell-quote";
import { defineRemedy } from "./define-remedy";
import { labelOf } from "./step-commands";
import { projectOfAccount } from "./step-request";

/** The Google service account itself: who may make identities is decided outside of Drawbridge. */
export const createGoogleServiceAccount = defineRemedy({
  id: "create-google-service-account",
  risk: "safe",
  needs: ["request", "googleServiceAccount"],
  plan({ request: { googleServiceAccount: email }, googleServiceAccount: account }) {
    if (email === null || account.outcome === "none") return { refused: "No Google service account was asked for." };
    if (account.outcome === "found") return { refused: `${email} is there already.` };
    const project = projectOfAccount(email);
    const accountId = email.split("@")[0] ?? "";
    if (project === undefined || !/^[a-z][-a-z0-9]{4,28}[a-z0-9]$/.test(accountId)) {
      return { refused: `${email} is not an address that a service account of one's own can have.` };
    }
    const undo = command(["gcloud", "iam", "service-accounts", "delete", email, "--project", project]);
    return {
      title: `Create the Google service account ${email}`,
      steps: [
        {
          summary: `Create ${accountId} in ${project}.`,
          request: { method: "POST", path: `/v1/projects/${project}/serviceAccounts`, body: { accountId } },
        },
      ],
      changes: [{ field: `Google service account ${email}`, before: null, after: "exists" }],
      permissions: ["iam.serviceAccounts.create"],
      commands: {
        gcloud: command(["gcloud", "iam", "service-accounts", "create", accountId, "--project", project]),
        kubectl: null,
        terraform: [
          `resource "google_service_account" "${labelOf(accountId)}" {`,
          `  account_id = ${hclString(accountId)}`,
          `  project    = ${hclString(project)}`,
          "}",
        ].join("\n"),
      },
      undo: `Delete it: ${undo}`,
      warnings: [
        "It can do nothing until it is given roles on the resources that the pods use.",
        "If it existed before and was deleted, bindings that named it do not count for the new one.",
      ],
      files: [],
    };
  },
});
