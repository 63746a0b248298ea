import { singleHostCidr } from "@/lib/core/address";
import { hclString } from "@/lib/kubernetes/hcl-quote";
import { command, shellQuote } from "@/lib/kubernetes/shell-quote";
import { defineRemedy } from "./define-remedy";

const specFile = "access-level.yaml";
/** Only the organisation's administrators know these two. */
const policy = "POLICY_ID";
const perimeter = "PERIMETER";

/** Instructions for whoever runs the access policy: an access level for the caller, added to the perimeter. */
export const allowInPerimeter = defineRemedy({
  id: "allow-in-perimeter",
  risk: "widens-access",
  needs: ["request", "caller"],

  plan({ request, caller }) {
    if (caller.scope !== "public") {
      return {
        refused: `Access levels hold public addresses, and ${caller.address} is a ${caller.scope} one: let the network in by an ingress rule.`,
      };
    }
    const cidr = singleHostCidr(caller.address);
    const level = `drawbridge_${cidr.replace(/\/(32|128)$/, "").replace(/[^a-z0-9]/g, "_")}`.slice(0, 50);
    const update = (flag: string) => [
      "gcloud",
      "access-context-manager",
      "perimeters",
      "update",
      perimeter,
      "--policy",
      policy,
      flag,
      level,
    ];
    const create = [
      ...["gcloud", "access-context-manager", "levels", "create", level, "--policy", policy],
      ...["--title", `Drawbridge ${cidr}`, "--basic-level-spec", specFile],
    ];
    return {
      title: `Let ${cidr} in to the service perimeter`,
      steps: [
        {
          summary: `Ask whoever runs the access policy which perimeter holds the project ${request.cluster.project}.`,
          request: null,
        },
        {
          summary:
            "With the identifier from the error, find the refusal in the audit log: it names perimeter and service.",
          request: null,
        },
        { summary: `Make an access level of ${specFile}, and add it to the perimeter.`, request: null },
        { summary: "Wait up to half an hour for it to have effect, then run again.", request: null },
      ],
      changes: [
        {
          field: `accessPolicies/${policy}/servicePerimeters/${perimeter}: status.accessLevels`,
          before: null,
          after: level,
        },
      ],
      permissions: [
        "accesscontextmanager.accessLevels.create",
        "accesscontextmanager.servicePerimeters.get",
        "accesscontextmanager.servicePerimeters.update",
      ],
      commands: {
        gcloud: `${command(create)}\n${command(update("--add-access-levels"))}`,
        kubectl: null,
        terraform: terraformBlock(level, cidr),
      },
      undo: `Take the level out of the perimeter: ${update("--remove-access-levels").map(shellQuote).join(" ")}`,
      warnings: [
        `${policy} and ${perimeter} are placeholders: gcloud access-context-manager perimeters list shows them.`,
        `The access level lets ${cidr} in to every service and project of the perimeter. An ingress rule for container.googleapis.com and kubernetesmetadata.googleapis.com is narrower.`,
        "--set-ingress-policies would replace every ingress rule there is: read them first.",
      ],
      files: [{ name: specFile, mediaType: "application/yaml", content: `- ipSubnetworks:\n    - ${cidr}\n` }],
    };
  },
});

function terraformBlock(level: string, cidr: string): string {
  return [
    `resource "google_access_context_manager_access_level" "${level}" {`,
    `  parent = ${hclString(`accessPolicies/${policy}`)}`,
    `  name   = ${hclString(`accessPolicies/${policy}/accessLevels/${level}`)}`,
    `  title  = ${hclString(`Drawbridge ${cidr}`)}`,
    "",
    "  basic {",
    "    conditions {",
    `      ip_subnetworks = [${hclString(cidr)}]`,
    "    }",
    "  }",
    "}",
    "",
  ].join("\n");
}
