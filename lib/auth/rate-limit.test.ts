import { beforeEach, describe, expect, it } from "vitest";
import { noRateLimit, type RateLimiter, rateLimiter, usualLimits } from "./rate-limit";

let now = 0;
let limiter: RateLimiter;
beforeEach(() => {
  now = 0;
  limiter = rateLimiter(() => now, { ...usualLimits, mutate: { burst: 3, perSecond: 0.5 } });
});

const spend = (times: number, who = "ana") => {
  for (let time = 0; time < times; time += 1) limiter.take("mutate", who);
};
const tooMany = (retryAfterSeconds: number) =>
  expect.objectContaining({ details: expect.objectContaining({ status: 429, retryAfterSeconds }) });

describe("rateLimiter", () => {
  it("lets a burst through and says when the next one may come", () => {
    spend(3);
    expect(() => spend(1)).toThrow(tooMany(2));
    now = 1_999;
    expect(() => spend(1)).toThrow(tooMany(1));
    now = 2_000;
    spend(1);
    expect(() => spend(1)).toThrow(tooMany(2));
  });

  it("never saves up more than a burst", () => {
    spend(3);
    now = 3_600_000;
    spend(3);
    expect(() => spend(1)).toThrow(tooMany(2));
  });

  it("counts people and kinds apart", () => {
    spend(3);
    spend(3, "bora");
    limiter.take("read", "ana");
    expect(() => spend(1)).toThrow(tooMany(2));
  });

  it("remembers whoever came last, and no more than ten thousand", () => {
    spend(3);
    for (let other = 0; other < 9_999; other += 1) spend(1, `other-${other}`);
    expect(() => spend(1)).toThrow(tooMany(2));
    for (let other = 0; other < 10_000; other += 1) spend(1, `another-${other}`);
    spend(3);
  });

  it("can be off", () => {
    for (let time = 0; time < 10_000; time += 1) noRateLimit.take("mutate", "ana");
  });
});
