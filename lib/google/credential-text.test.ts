import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdsCredential, looksLikeCredential, redactCredentials } from "./credential-text";

describe("credentials in texts", () => {
  it.each([
    ["Google's access token", "ya29.a0AfH6SMBx-canary_1"],
    ["a JSON web token", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.canary"],
    ["a private key", "-----BEGIN RSA PRIVATE KEY-----\nMIIcanary\n-----END RSA PRIVATE KEY-----"],
    ["a private key that is cut off", "-----BEGIN PRIVATE KEY-----\nMIIcanary"],
    ["a bearer header", "Authorization: Bearer canary"],
    ["a key of a kubeconfig", "client-key-data: LS0tcanary"],
    ["a token of a kubeconfig", 'user: {"token":"canary"}'],
    ["a password in an address", "https://me:canary@34.78.1.2"],
    ["a random key", "canaryQ7wErTy8uIoPaSdFgHjKlZxCvBnM012"],
  ])("takes out %s", (_, text) => {
    expect(redactCredentials(`before ${text}`)).not.toContain("canary");
    expect(redactCredentials(`before ${text}`)).toMatch(/^before /);
    expect(looksLikeCredential(text)).toBe(true);
  });

  it.each([
    "gke_corp-data-prod_europe-west1_analytics-private",
    "gke-6c59e410ab77420152d099e75b94223bad63-123456789012.europe-west1.gke.goog",
    "dev@corp.example",
    "system:serviceaccount:airflow:composer",
    "drawbridge@corp-data-prod.iam.gserviceaccount.com",
    "operation-1761828530606-4aee79a9-aeba-74f9-0688-dc629e7f5377",
    "container.clusters.connect",
    "4fb8f787be8d894aec61f79f9afcffde4fb8f787be8d894aec61f79f9afcffde",
    "113141592653589793238",
    "C:\\Program Files\\Google\\Cloud SDK\\gke-gcloud-auth-plugin.exe",
    "2001:db8::7",
  ])("leaves the name %s", (name) => {
    expect(looksLikeCredential(name)).toBe(false);
  });

  it("are told from names of files, which may look random, where those are usual", () => {
    const file = "models/Marketing/stg_2024_campaign_reports";
    expect([looksLikeCredential(file), holdsCredential(file)]).toEqual([true, false]);
    for (const text of ["ya29.a0AfB-canary_1", "PASSWORD=canary", "--header=Bearer canary"]) {
      expect(holdsCredential(text), text).toBe(true);
    }
  });

  it("ends in good time whatever it is given", () => {
    const parts = fc.constantFrom("-----BEGIN A-----", "token:", "://", "@", "Bearer ", "eyJ", " ", "a", "\n", "/");
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 3_000, size: "max" }), (given) => {
        const startedAt = performance.now();
        redactCredentials(given.join(""));
        expect(performance.now() - startedAt).toBeLessThan(500);
      }),
      { numRuns: 30 },
    );
  });
});
