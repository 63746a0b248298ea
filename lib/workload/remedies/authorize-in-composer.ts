import { command } from "@/lib/kubernetes/shell-quote";
import { formatEnvironmentName } from "@/lib/workload/facts/environment-name";
import { defineRemedy } from "./define-remedy";

const placeholder = "YOUR_NETWORK";

/** The list of a cluster of Composer's is changed through Composer, which otherwise sets it back. */
export const authorizeInComposer = defineRemedy({
  id: "authorize-in-composer",
  risk: "widens-access",
  needs: ["environment"],
  plan({ environment }) {
    if (environment.outcome !== "found") return { refused: "No Composer environment was asked about." };
    const { view } = environment;
    if (view.generation === 3) return { refused: "Composer 3 has no cluster of one's own, and no list." };
    const { name, location, project, authorizedNetworks: list } = view;
    const kept = list?.enabled ? list.cidrBlocks.map(({ cidrBlock }) => cidrBlock) : [];
    const networks = [...kept, placeholder].join(",");
    const words = ["gcloud", "composer", "environments", "update", name, "--location", location, "--project", project];
    const field = `${formatEnvironmentName({ project, location, environment: name })} config.masterAuthorizedNetworksConfig.cidrBlocks`;
    return {
      title: `Let your network in to the cluster of ${name}, through Composer`,
      steps: [
        {
          summary: `Replace ${placeholder} by your network, as 203.0.113.7/32, and run the command: it sends the whole list.`,
          request: null,
        },
        {
          summary: "Wait until the environment is RUNNING again: such an update can take several minutes.",
          request: null,
        },
      ],
      changes: [{ field, before: null, after: placeholder }],
      permissions: ["composer.environments.update"],
      commands: {
        gcloud: command([...words, "--enable-master-authorized-networks", `--master-authorized-networks=${networks}`]),
        kubectl: null,
        terraform: null,
      },
      undo: "Run the command again without your network.",
      warnings: [
        "Entries that are added to the cluster itself are taken out by Composer sooner or later.",
        ...(list === null
          ? ["The list as it is now is not known: a network that the command does not name is left out."]
          : []),
        ...(list !== null && !list.enabled
          ? ["Authorized networks are off in this environment: turning them on keeps out everybody who is not listed."]
          : []),
      ],
      files: [],
    };
  },
});
