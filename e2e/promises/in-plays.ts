import { afterAll, beforeAll, vi } from "vitest";
import { startTestStore, type TestStore } from "@/lib/store/testing";
import { type ChaosRun, checkHistory } from "../chaos/check-history";

/** One store for the plays of a test file. */
export function inPlays(): () => TestStore {
  // Real databases on a busy machine.
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
  let test: TestStore | undefined;
  beforeAll(async () => {
    test = await startTestStore();
  });
  afterAll(() => test?.close());
  return () => {
    if (!test) throw new Error("the store is not open yet");
    return test;
  };
}

/** The promises that were broken, each once. */
export function broken(run: ChaosRun): readonly string[] {
  return [...new Set(checkHistory(run).map(({ promise }) => promise))];
}
