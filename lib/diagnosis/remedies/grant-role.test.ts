import { describe, expect, it } from "vitest";
import { healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { grantRole } from "./grant-role";

const permission = "container.clusters.get";

function propose(role: string) {
  return grantRole.propose(healthySnapshot(), { role, permission });
}

describe("grant-role", () => {
  it("adds one binding for a member that the person fills in", () => {
    expect(propose("roles/container.clusterViewer")).toMatchObject({
      risk: "widens-access",
      steps: [{ request: null }, { request: null }, { request: null }],
      commands: {
        gcloud:
          "gcloud projects add-iam-policy-binding corp-data-prod \\\n  --member user:EMAIL_ADDRESS \\\n  --role roles/container.clusterViewer \\\n  --condition None",
        kubectl: null,
        terraform: [
          'resource "google_project_iam_member" "control_plane_access" {',
          '  project = "corp-data-prod"',
          '  role    = "roles/container.clusterViewer"',
          '  member  = "user:EMAIL_ADDRESS"',
          "}",
        ].join("\n"),
      },
      undo: "Take the role back: gcloud projects remove-iam-policy-binding corp-data-prod --member user:EMAIL_ADDRESS --role roles/container.clusterViewer --condition None",
      warnings: expect.arrayContaining([expect.stringContaining("placeholder")]),
    });
  });

  it.each(["roles/container.viewer", "roles/container.developer"])("grants %s", (role) => {
    expect(propose(role)).not.toHaveProperty("refused");
  });

  it.each([
    "roles/owner",
    "roles/editor",
    "roles/viewer",
    "roles/admin",
    "roles/container.admin",
    "roles/container.clusterAdmin",
    "roles/container.viewer --member user:mallory@corp.example",
    "projects/corp-data-prod/roles/custom",
    "",
  ])("refuses %s", (role) => {
    expect(propose(role)).toHaveProperty("refused");
  });
});
