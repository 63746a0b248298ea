import { describe, expect, it } from "vitest";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import type { ContainerReader } from "@/lib/google/container";
import { GoogleError } from "@/lib/google/google-error";
import { clusterDirectory } from "./cluster-directory";

type Answer = Awaited<ReturnType<ContainerReader["listClusters"]>> | GoogleError;

const projects = ["corp-data-prod"];
const found = { clusters: [clusterView()], missingZones: [] };
const down = new GoogleError("unavailable", "the connection failed (ECONNREFUSED)");

/** A directory whose Google answers these in turn, and the clock it lives by. */
function answering(...answers: readonly Answer[]) {
  const clock = { milliseconds: 0, asked: 0 };
  const container: Partial<ContainerReader> = {
    async listClusters() {
      const answer = answers[clock.asked++] ?? down;
      if (answer instanceof GoogleError) throw answer;
      return answer;
    },
  };
  const directory = clusterDirectory(container as ContainerReader, {
    now: () => new Date(clock.milliseconds),
    monotonicMs: () => clock.milliseconds,
  });
  return { list: () => directory.list(projects), clock };
}

describe("clusterDirectory", () => {
  it.each([
    [59_999, 1],
    [60_000, 2],
  ])("after %i ms Google was asked %i times", async (milliseconds, times) => {
    const { list, clock } = answering(found, found);
    expect(await list()).toEqual({ clusters: found.clusters, problems: [] });
    clock.milliseconds = milliseconds;
    await list();
    expect(clock.asked).toBe(times);
  });

  it.each([
    [down, "Google could not be asked about projects/corp-data-prod: the connection failed (ECONNREFUSED)"],
    [
      new GoogleError("permission-denied", "no"),
      "Drawbridge has not the permission container.clusters.list on projects/corp-data-prod",
    ],
  ])("says what is missing, and asks again the next time: %s", async (failure, detail) => {
    const { list } = answering(failure, found);
    expect(await list()).toEqual({ clusters: [], problems: [{ project: "corp-data-prod", detail }] });
    expect(await list()).toEqual({ clusters: found.clusters, problems: [] });
  });

  it("names the zones that did not answer", async () => {
    const { list } = answering({ ...found, missingZones: ["europe-west1-b"] });
    expect(await list()).toMatchObject({
      clusters: found.clusters,
      problems: [{ detail: expect.stringContaining("europe-west1-b") }],
    });
  });
});
