import { describe, expect, it } from "vitest";
import type { Store } from "@/lib/store/store";
import type { StepProgress } from "@/lib/workload/remedies/steps";
import { recentBindings } from "./recent-bindings";

describe("recentBindings", () => {
  const now = new Date("2026-01-01T12:07:00.000Z");
  const clock = { now: () => now, monotonicMs: () => 0 };
  const step = (kind: "add-binding" | "remove-binding", at: string, state: StepProgress["state"] = "done") => ({
    step: { kind, googleServiceAccount: "a@p.iam.gserviceaccount.com", member: "m" },
    state,
    detail: "",
    made: null,
    at,
  });
  const read = (...steps: StepProgress[]) => {
    const updates = { list: async () => ({ updates: [{ steps }, { steps: null }], nextCursor: null }) };
    return recentBindings({ updates } as unknown as Pick<Store, "updates">, clock);
  };

  it("tells what was added from what was taken away, for seven minutes", async () => {
    const [added, removed] = ["2026-01-01T12:00:00.000Z", "2026-01-01T12:01:00.000Z"];
    const binding = { member: "m", googleServiceAccount: "a@p.iam.gserviceaccount.com" };
    expect(
      await read(
        step("add-binding", added),
        step("remove-binding", removed),
        step("add-binding", "2026-01-01T11:59:59.999Z"),
        step("add-binding", removed, "already"),
      ),
    ).toEqual([
      { at: added, ...binding },
      { at: removed, ...binding, removed: true },
    ]);
  });
});
