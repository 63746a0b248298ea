import { describe, expect, it } from "vitest";
import { evaluate } from "@/lib/engine/define-check";
import { conclude } from "@/lib/engine/diagnose";
import {
  composer3Snapshot,
  directSnapshot,
  foundCluster,
  gsa,
  healthySnapshot,
  nodeAccount,
  nodePool,
  policyOf,
  pool,
  proofOf,
  request,
  says,
  unobserved,
} from "@/lib/workload/facts/testing";
import { workloadChecks } from "../checks";
import { judge } from "./judge";
import { workloadSubject } from "./subject";

const unannotated = { exists: true, uid: "s1", resourceVersion: "1", annotation: null, automountToken: null } as const;

function verdict(replaced: Parameters<typeof healthySnapshot>[0] = {}, base = healthySnapshot) {
  return conclude(workloadSubject, base(replaced), workloadChecks).verdict;
}

describe("a whole chain", () => {
  it("is likely by configuration, and asks for a proof", () => {
    expect(verdict()).toMatchObject({
      state: "reachable",
      certainty: "likely",
      headline: "Pods of dbt/dbt-runner act as wi-dbt",
      next: "Prove it with a probe pod.",
      remedies: [{ id: "prove-with-a-pod", params: {} }],
      confirmation: null,
    });
  });

  it("is certain when a probe pod got its token", () => {
    expect(verdict({ proof: proofOf({}) })).toMatchObject({
      state: "reachable",
      certainty: "certain",
      bases: ["configuration", "observed"],
      confirmation: `A probe pod at 11:59 UTC was ${gsa} and got a token.`,
      remedies: [],
    });
  });

  it("is so for the direct principal, too", () => {
    expect(verdict({}, directSnapshot)).toMatchObject({ state: "reachable", certainty: "likely" });
    const proven = verdict({ proof: proofOf({ email: pool }) }, directSnapshot);
    expect(proven).toMatchObject({ state: "reachable", certainty: "certain" });
  });

  it("is Google's own in Composer 3, and nothing of it is unknown", () => {
    const { state, path, remedies } = verdict({}, composer3Snapshot);
    expect({ state, remedies }).toEqual({ state: "reachable", remedies: [] });
    expect(path.map((station) => station.state)).not.toContain("unknown");
  });

  it("shows every link with a detail", () => {
    expect(verdict().path.map(({ hop, state, detail }) => [hop, state, detail])).toEqual([
      ["environment", "not-applicable", "no environment asked about"],
      ["workload-pool", "passed", pool],
      ["metadata-server", "passed", "GKE_METADATA on 1 of 1"],
      ["namespace", "passed", "dbt"],
      ["service-account", "passed", "dbt-runner"],
      ["annotation", "passed", "wi-dbt"],
      ["google-service-account", "passed", "wi-dbt"],
      ["binding", "passed", "[dbt/dbt-runner]"],
      ["roles", "not-applicable", "none asked about"],
      ["token", "not-applicable", "not proven yet"],
    ]);
  });
});

describe("a broken chain", () => {
  it("is blocked at its first missing link, and offers to make all that are missing", () => {
    const found = verdict({ serviceAccount: unannotated, policy: policyOf() });
    expect(found).toMatchObject({
      state: "blocked",
      cause: "annotation-missing",
      hop: "annotation",
      next: "Make everything that is missing, in one plan.",
    });
    expect(found.remedies.map(({ id }) => id)).toEqual(["repair-chain", "annotate-service-account"]);
    expect(found.path.map(({ state }) => state).slice(5)).toEqual([
      "broken",
      "not-reached",
      "not-reached",
      "not-reached",
      "not-reached",
    ]);
  });

  it("does not offer it for one link, nor where it does not mend the cause", () => {
    expect(verdict({ serviceAccount: unannotated }).remedies.map(({ id }) => id)).toEqual(["annotate-service-account"]);
    const off = foundCluster({ nodePools: [nodePool("p", "gce")] });
    const found = verdict({ cluster: off, serviceAccount: unannotated, policy: policyOf() });
    expect(found).toMatchObject({ cause: "metadata-server-off" });
    expect(found.remedies.map(({ id }) => id)).toEqual(["use-gke-metadata"]);
  });

  it("does not look for Composer's namespace where one is being deleted", () => {
    const namespace = { exists: true, uid: "n1", phase: "Terminating", labels: {} } as const;
    expect(verdict({ namespace })).toMatchObject({
      cause: "namespace-missing",
      next: "Wait until the namespace is gone, then make it again.",
    });
  });

  it("does not offer to make everything in a namespace that is being deleted", () => {
    const namespace = { exists: true, uid: "n1", phase: "Terminating", labels: {} } as const;
    const off = foundCluster({ workloadPool: null, nodePools: [nodePool("p", "unspecified")] });
    const { remedies } = verdict({ cluster: off, namespace, policy: policyOf() });
    expect(remedies.map(({ id }) => id)).toEqual(["enable-workload-identity"]);
  });

  it("explains what follows from a missing namespace", () => {
    const facts = healthySnapshot({ namespace: { exists: false }, serviceAccount: { exists: false } });
    const { findings, verdict: found } = conclude(workloadSubject, facts, workloadChecks);
    expect(found.cause).toBe("namespace-missing");
    expect(findings.filter(({ explainedBy }) => explainedBy !== null).map(({ check }) => check)).toEqual([
      "service-account-missing",
      "annotation-missing",
    ]);
  });
});

describe("an error text that nothing accounts for", () => {
  it.each([
    ["unknown", "Nothing that was checked explains this error"],
    ["caller-is-workload-pool", "Nothing that was checked explains this error"],
    ["identity-pool-missing", "Nothing that was checked explains this error"],
    ["image-pull-failed", "Your error is not about the identity"],
    ["container-failed", "Your error is not about the identity"],
  ] as const)("%s: %s", (cause, headline) => {
    expect(verdict({ errorText: says(cause) })).toMatchObject({ state: "unknown", cause: null, headline });
  });

  it("is old news where a probe pod got its token since, and still no news where it is about something else", () => {
    const proof = proofOf({});
    expect(verdict({ errorText: says("token-denied"), proof })).toMatchObject({
      state: "reachable",
      certainty: "certain",
    });
    expect(verdict({ errorText: says("image-pull-failed"), proof })).toMatchObject({ state: "unknown" });
  });

  it("asks for no probe pod in Composer 3, where none can run", () => {
    const found = verdict({ errorText: says("token-denied") }, composer3Snapshot);
    expect(found).toMatchObject({
      state: "unknown",
      next: expect.stringContaining("Let a task of the environment"),
      remedies: [],
    });
  });

  it("does not hide a missing link", () => {
    expect(verdict({ errorText: says("unknown"), policy: policyOf() })).toMatchObject({ cause: "binding-missing" });
  });
});

describe("what could not be read", () => {
  it.each([
    [
      "cluster",
      "permission-denied",
      "container.clusters.get",
      "Give Drawbridge what is missing (container.clusters.get), then run again.",
    ],
    [
      "policy",
      "permission-denied",
      "iam.serviceAccounts.getIamPolicy",
      "Give Drawbridge what is missing (iam.serviceAccounts.getIamPolicy), then run again.",
    ],
    [
      "namespace",
      "needs-another-fact",
      "Drawbridge's server does not reach the control plane",
      "Diagnose the way from this server to the cluster's control plane.",
    ],
    ["serviceAccount", "timed-out", "8 s", "Run again in a moment."],
    ["networkPolicies", "unauthenticated", "401", "Renew Drawbridge's own login, then run again."],
  ] as const)("the %s makes the answer unknown, never blocked", (name, reason, detail, next) => {
    expect(verdict({ [name]: unobserved(reason, detail) })).toMatchObject({ state: "unknown", cause: null, next });
  });

  it("does not hide that an API refused the very account, where the cluster may not be looked at", () => {
    const hidden = unobserved("permission-denied", "container.clusters.get");
    const nobody = unobserved("needs-another-fact", "container.clusters.get");
    const errorText = says("caller-is-google-service-account", { caller: gsa, googleServiceAccount: gsa });
    const unread = {
      cluster: hidden,
      namespace: nobody,
      serviceAccount: nobody,
      pods: nobody,
      networkPolicies: nobody,
    };
    expect(verdict({ ...unread, errorText })).toMatchObject({ state: "blocked", cause: "target-role-missing" });
    expect(verdict(unread)).toMatchObject({ state: "unknown" });
  });

  it("leaves nothing certain that it may explain", () => {
    const serviceAccount = { exists: false } as const;
    const namespace = unobserved("permission-denied", "container.namespaces.get");
    expect(verdict({ serviceAccount })).toMatchObject({ cause: "service-account-missing", certainty: "certain" });
    expect(verdict({ serviceAccount, namespace })).toMatchObject({
      cause: "service-account-missing",
      certainty: "likely",
    });
  });

  it("asks for no probe pod where none can run", () => {
    const target = composer3Snapshot().request;
    if (target?.state !== "known") throw new Error("no request");
    const found = verdict({ request: { ...target.value, googleServiceAccount: gsa } }, composer3Snapshot);
    expect(found).toMatchObject({ state: "unknown", next: expect.stringContaining("Let a task of the environment") });
  });

  it("stays unknown in Composer 3 for what IAM keeps to itself", () => {
    const target = composer3Snapshot().request;
    if (target?.state !== "known") throw new Error("no request");
    const email = "composer-environment@corp-data-prod.iam.gserviceaccount.com";
    const googleServiceAccount = unobserved("permission-denied", "iam.serviceAccounts.get");
    const asked = { ...target.value, googleServiceAccount: email };
    expect(verdict({ request: asked, googleServiceAccount }, composer3Snapshot)).toMatchObject({ state: "unknown" });
  });

  it("does not hide a cause that was read", () => {
    expect(verdict({ policy: policyOf(), pods: unobserved("permission-denied", "x") })).toMatchObject({
      cause: "binding-missing",
    });
  });

  const wanted = { resource: "projects/p", role: "roles/x" };
  const roles = (granted: "yes" | "conditional" | "not-here") => ({
    request: request({ roles: [wanted] }),
    roles: { roles: [{ ...wanted, granted, member: null }] },
  });

  it("is a role that may come from above the resource: not a cause, and granting it is offered", () => {
    const found = verdict({ ...roles("not-here"), proof: proofOf({}) });
    expect(found).toMatchObject({
      state: "unknown",
      cause: null,
      headline: "Whether the identity has its roles is not known",
      next: expect.stringMatching(/folder/),
      remedies: [{ id: "grant-resource-role", params: wanted }],
    });
    expect(found.path.find(({ hop }) => hop === "roles")).toMatchObject({
      state: "unknown",
      detail: "not in the resource's own policy",
    });
  });

  it("is whether a refusal of a while ago is still met: a probe pod is run again", () => {
    for (const seen of [
      { tokenStatus: 403 },
      { email: pool },
      { email: nodeAccount },
      { email: null, tokenStatus: 0 },
    ]) {
      expect(verdict({ proof: proofOf({ ...seen, at: "2026-01-01T11:40:00Z" }) })).toMatchObject({
        state: "unknown",
        cause: null,
        next: expect.stringMatching(/^Run a probe pod again/),
        remedies: [{ id: "prove-with-a-pod", params: {} }],
      });
    }
    const proof = proofOf({ tokenStatus: 403, at: "2026-01-01T11:40:00Z" });
    expect(verdict({ proof, policy: policyOf() })).toMatchObject({ cause: "binding-missing" });
  });

  it("says nothing of the roles of a direct principal that nobody asked about", () => {
    expect(verdict({}, directSnapshot).summary).not.toContain("granted");
    const direct = (granted: "yes" | "conditional") => {
      const { request: asked, ...facts } = roles(granted);
      return verdict({ ...facts, request: { ...asked, googleServiceAccount: null } }, directSnapshot);
    };
    expect(direct("yes").summary).toContain("the roles that you named are granted to its principal");
    expect(direct("conditional").summary).not.toContain("are granted");
  });

  it("does not matter for roles that nobody asked about, and does for others", () => {
    const unread = unobserved("permission-denied", "resourcemanager.projects.getIamPolicy");
    expect(verdict({ roles: unread })).toMatchObject({ state: "reachable" });
    expect(verdict({ ...roles("yes"), roles: unread })).toMatchObject({ state: "unknown" });
  });
});

describe("while facts come in", () => {
  const settled = (facts: ReturnType<typeof healthySnapshot>) =>
    judge(
      workloadChecks.flatMap((check) => evaluate(check, facts) ?? []),
      workloadChecks,
      facts,
    ).verdict;

  it("says nothing that it may have to take back", () => {
    const off = foundCluster({ nodePools: [nodePool("p", "gce")] });
    const early = { policy: undefined, roles: undefined, googleServiceAccount: undefined };
    expect(settled(healthySnapshot({ cluster: off, ...early }))).toMatchObject({ cause: "metadata-server-off" });
    expect(settled(healthySnapshot({ cluster: off, proof: undefined, ...early }))).toBeUndefined();
    expect(settled(healthySnapshot({ cluster: off, environment: undefined, ...early }))).toBeUndefined();
    expect(settled(healthySnapshot({ policy: undefined }))).toBeUndefined();
  });

  it("shows what is pending", () => {
    const found = settled(
      healthySnapshot({
        policy: policyOf(),
        request: request({ roles: [{ resource: "projects/p", role: "roles/x" }] }),
        roles: undefined,
      }),
    );
    expect(found).toMatchObject({ cause: "binding-missing" });
  });

  it("does not depend on the order in which findings come", () => {
    const facts = healthySnapshot({
      serviceAccount: unannotated,
      policy: policyOf(),
      errorText: says("caller-is-node", { caller: nodeAccount }),
    });
    const findings = workloadChecks.flatMap((check) => evaluate(check, facts) ?? []);
    expect(judge(findings.toReversed(), workloadChecks, facts)).toEqual(judge(findings, workloadChecks, facts));
  });
});
