import { command } from "@/lib/kubernetes/shell-quote";
import { defineRemedy } from "./define-remedy";
import { accountResource, projectOfAccount } from "./step-request";

/** A disabled account gives no tokens to anybody. Somebody disabled it, so a person decides. */
export const enableGoogleServiceAccount = defineRemedy({
  id: "enable-google-service-account",
  risk: "widens-access",
  needs: ["googleServiceAccount"],
  plan({ googleServiceAccount: account }) {
    if (account.outcome !== "found") return { refused: "There is no Google service account to enable." };
    const { email } = account;
    if (!account.disabled) return { refused: `${email} is not disabled.` };
    const project = projectOfAccount(email);
    const words = (verb: string) =>
      command([
        ...["gcloud", "iam", "service-accounts", verb, email],
        ...(project === undefined ? [] : ["--project", project]),
      ]);
    return {
      title: `Enable ${email}`,
      steps: [
        {
          summary: `Enable ${email}.`,
          request: { method: "POST", path: `/v1/${accountResource(email)}:enable`, body: {} },
        },
      ],
      changes: [{ field: `Google service account ${email} disabled`, before: "true", after: "false" }],
      permissions: ["iam.serviceAccounts.enable"],
      commands: { gcloud: words("enable"), kubectl: null, terraform: null },
      undo: `Disable it again: ${words("disable")}`,
      warnings: [
        "Somebody disabled it: ask why before. Everybody who can act as it gets its roles again.",
        "Where Terraform manages it, set disabled = false there.",
      ],
      files: [],
    };
  },
});
