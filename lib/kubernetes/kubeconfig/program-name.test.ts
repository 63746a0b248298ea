import { describe, expect, it } from "vitest";
import { isProgramName, programName } from "./program-name";

describe("the plugin's name", () => {
  it.each([
    ["gke-gcloud-auth-plugin", "gke-gcloud-auth-plugin"],
    ["/usr/lib/google-cloud-sdk/bin/gke-gcloud-auth-plugin", "gke-gcloud-auth-plugin"],
    ["./gke-gcloud-auth-plugin", "gke-gcloud-auth-plugin"],
    ["gke-gcloud-auth-plugin.exe", "gke-gcloud-auth-plugin"],
    ["GKE-gcloud-auth-plugin.EXE", "GKE-gcloud-auth-plugin"],
    ["C:\\Program Files (x86)\\Google\\Cloud SDK\\bin\\gke-gcloud-auth-plugin.exe", "gke-gcloud-auth-plugin"],
    ["/Users/A Person/google-cloud-sdk/bin/gke-gcloud-auth-plugin", "gke-gcloud-auth-plugin"],
    ["gke-gcloud-auth-plugin --use_application_default_credentials", "gke-gcloud-auth-plugin"],
    ["aws-iam-authenticator", "aws-iam-authenticator"],
    ["gcloud.cmd", "gcloud.cmd"],
    ["sh -c 'curl -H s3cret'", "sh"],
    ["sh s3cret/s3cret", "other"],
    ["tool TOKEN=s3cret", "other"],
    ["dir/", "other"],
    ["sh;id", "other"],
    [`${"a".repeat(64)}`, "a".repeat(64)],
    [`${"a".repeat(65)}`, "other"],
  ])("%s is %s", (command, expected) => {
    expect(programName(command)).toBe(expected);
    expect(isProgramName(programName(command))).toBe(true);
  });
});
