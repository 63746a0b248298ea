import { describe, expect, it } from "vitest";
import { readEnv } from "./env";

const usual = { DRAWBRIDGE_PROJECTS: "my-project" };
const secret = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
const read = (settings: Readonly<Record<string, string>>) => readEnv({ NODE_ENV: "test", ...usual, ...settings });

/** What the start fails with; nothing of an address or a secret may be in it. */
function refusal(settings: Readonly<Record<string, string>>): string {
  try {
    read(settings);
    return "";
  } catch (error) {
    return String(error);
  }
}

describe("who is told", () => {
  it("is nobody, and the lists are looked at every minute", () => {
    expect(read({})).toMatchObject({ DRAWBRIDGE_WEBHOOKS: [], DRAWBRIDGE_WATCH_SECONDS: 60 });
    expect(read({ DRAWBRIDGE_WATCH_SECONDS: "0" }).DRAWBRIDGE_WATCH_SECONDS).toBe(0);
  });

  it("is every address that is named", () => {
    const webhooks = "https://hooks.slack.com/services/T/B/x, http://localhost:9/in";
    const { DRAWBRIDGE_WEBHOOKS: endpoints } = read({
      DRAWBRIDGE_WEBHOOKS: webhooks,
      DRAWBRIDGE_WEBHOOK_SECRET: secret,
    });
    expect(endpoints).toMatchObject([
      { host: "hooks.slack.com", slack: true },
      { host: "localhost:9", slack: false },
    ]);
  });

  it.each([
    [{ DRAWBRIDGE_WEBHOOKS: "https://ops.example/s3cret" }, /DRAWBRIDGE_WEBHOOK_SECRET: is required/],
    [
      { DRAWBRIDGE_WEBHOOKS: "https://ops.example/s3cret,http://ops.example/s3cret" },
      /DRAWBRIDGE_WEBHOOKS: number 2 .*https/,
    ],
    [{ DRAWBRIDGE_WEBHOOKS: "s3cret" }, /number 1 is not a URL/],
    [{ DRAWBRIDGE_WEBHOOK_SECRET: "whsec_s3cret" }, /DRAWBRIDGE_WEBHOOK_SECRET: must be whsec_/],
    [{ DRAWBRIDGE_WATCH_SECONDS: "-1" }, /DRAWBRIDGE_WATCH_SECONDS/],
    [{ DRAWBRIDGE_WATCH_SECONDS: "86401" }, /DRAWBRIDGE_WATCH_SECONDS/],
  ])("refuses %j", (settings, words) => {
    expect(refusal(settings)).toMatch(words);
    expect(refusal(settings)).not.toContain("s3cret");
  });
});
