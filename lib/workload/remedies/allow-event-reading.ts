import { command } from "@/lib/kubernetes/shell-quote";
import { defineRemedy } from "./define-remedy";

const name = "drawbridge-event-reader";

/** The operator reads the pod's events to say why it does not start. */
export const allowEventReading = defineRemedy({
  id: "allow-event-reading",
  risk: "safe",
  needs: ["request"],
  wants: ["errorText", "environmentAccount"],
  plan({ request: { namespace } }, _, { errorText, environmentAccount }) {
    const told = errorText?.given ? errorText.details.caller : undefined;
    const user = told ?? (environmentAccount?.outcome === "found" ? environmentAccount.email : undefined);
    if (user === undefined || user === "")
      return { refused: "Who was refused is not known: paste the whole error text." };
    const where = `--namespace=${namespace}`;
    const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user);
    const subject = account ? `--serviceaccount=${account[1]}:${account[2]}` : `--user=${user}`;
    const undo = command(["kubectl", "delete", "rolebinding,role", name, where]);
    return {
      title: `Let ${user} read events in ${namespace}`,
      steps: [
        { summary: `Create the Role ${name}, which allows listing and watching events only.`, request: null },
        { summary: `Bind ${user} to it in ${namespace}.`, request: null },
      ],
      changes: [
        { field: `Role ${namespace}/${name}`, before: null, after: "get, list, watch events" },
        { field: `RoleBinding ${namespace}/${name}`, before: null, after: `Role ${name} for ${user}` },
      ],
      permissions: ["container.roles.create", "container.roleBindings.create", "container.events.list"],
      commands: {
        gcloud: null,
        kubectl: [
          command(["kubectl", "create", "role", name, "--verb=get,list,watch", "--resource=events", where]),
          command(["kubectl", "create", "rolebinding", name, `--role=${name}`, subject, where]),
        ].join("\n"),
        terraform: null,
      },
      undo: `Delete both: ${undo}`,
      warnings: ["Without it pods run as well: the operator only cannot say why one does not start."],
      files: [],
    };
  },
});
