import { describe, expect, it } from "vitest";
import { GoogleError, type GoogleErrorReason } from "./google-error";
import { patientCall } from "./patient-call";

/** A call that fails so often, then answers; and the time that each attempt was given. */
function failing(times: number, reason: GoogleErrorReason) {
  const given: number[] = [];
  const call = async (leftMs: number) => {
    given.push(leftMs);
    if (given.length <= times) throw new GoogleError(reason, `failure ${given.length}`);
    return "answer";
  };
  return { call, given };
}

describe("patientCall", () => {
  it.each([0, 1, 2])("answers after %i failures", async (times) => {
    const { call, given } = failing(times, "unavailable");
    expect(await patientCall(5_000, call)).toBe("answer");
    expect(given).toHaveLength(times + 1);
    expect(given).toEqual([...given].sort((left, right) => right - left));
  });

  it("gives up after the third, with what Google said last", async () => {
    const { call, given } = failing(9, "unavailable");
    await expect(patientCall(5_000, call)).rejects.toMatchObject({ reason: "unavailable", message: "failure 3" });
    expect(given).toHaveLength(3);
  });

  it.each([
    "not-found",
    "permission-denied",
    "unauthenticated",
    "rate-limited",
    "timed-out",
    "invalid-answer",
  ] as const)("does not ask again after %s", async (reason) => {
    const { call, given } = failing(9, reason);
    await expect(patientCall(5_000, call)).rejects.toMatchObject({ reason });
    expect(given).toHaveLength(1);
  });

  it("does not ask again when the time is over", async () => {
    const { call, given } = failing(9, "unavailable");
    await expect(patientCall(100, call)).rejects.toMatchObject({ reason: "unavailable" });
    expect(given).toHaveLength(1);
  });
});
