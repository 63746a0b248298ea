import { describe, expect, it } from "vitest";
import { callerNotAuthorized } from "@/lib/diagnosis/checks/caller-not-authorized";
import type { Finding } from "@/lib/diagnosis/checks/outcome";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { conclude } from "./conclude";

const unlisted = clusterView({ authorizedNetworks: { entries: [] } });

function errorText(cause: "http-403" | "tcp-timeout" | "unknown" | "ok") {
  return { given: true, causes: [{ cause, title: `about ${cause}`, decidedBy: null }], details: {} } as const;
}

function verdictOf(...facts: Parameters<typeof healthySnapshot>) {
  return conclude(healthySnapshot(...facts), [callerNotAuthorized]).verdict;
}

describe("judge", () => {
  it("is reachable when nothing fails, and says on what ground", () => {
    expect(verdictOf()).toMatchObject({
      state: "reachable",
      cause: null,
      hop: null,
      bases: ["configuration"],
      certainty: "likely",
    });
  });

  it("names the hop, and marks what comes after as not reached", () => {
    const { path, hop } = verdictOf({ cluster: unlisted });
    expect(hop).toBe("authorized-networks");
    expect(path.map(({ state }) => state)).toEqual([
      "not-applicable",
      "not-applicable",
      "not-applicable",
      "not-applicable",
      "broken",
      "not-reached",
      "not-reached",
      "not-reached",
      "not-reached",
    ]);
  });

  it("lets a 403 from the API server overrule a network cause: it proves that the path works", () => {
    const { state, remedies } = verdictOf({ cluster: unlisted, errorText: errorText("http-403") });
    expect(state).not.toBe("blocked");
    expect(remedies).toEqual([]);
  });

  it("says that the error text agrees with a dropped packet", () => {
    expect(verdictOf({ cluster: unlisted, errorText: errorText("tcp-timeout") }).confirmation).toBe(
      "Your error text fits: about tcp-timeout.",
    );
  });

  it("is unknown, not reachable, when the person has an error that nothing explains", () => {
    expect(verdictOf({ errorText: errorText("unknown") })).toMatchObject({ state: "unknown" });
    expect(verdictOf({ errorText: errorText("ok") })).toMatchObject({ state: "reachable" });
  });

  it("is unknown and names the permission when the cluster cannot be read", () => {
    const verdict = verdictOf({ cluster: unobserved("permission-denied", "container.clusters.get on corp-data-prod") });
    expect(verdict.state).toBe("unknown");
    expect(verdict.next).toContain("container.clusters.get");
  });

  it("reads a check that throws as unknown", () => {
    const broken = {
      ...callerNotAuthorized,
      evaluate: (): Finding => {
        throw new Error("defect");
      },
    };
    expect(conclude(healthySnapshot(), [broken]).verdict.state).toBe("unknown");
  });
});
