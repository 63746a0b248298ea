import { describe, expect, it } from "vitest";
import { readEndpoint } from "./endpoint";
import { readSecret, signedHeaders } from "./sign";

describe("signatures", () => {
  it("are those of Standard Webhooks", () => {
    // The example of the specification's own libraries.
    const secret = readSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") ?? new Uint8Array();
    const now = new Date(1_614_265_330_000);
    expect(signedHeaders("msg_p5jXN8AQM9LWM0D4loKWxJek", '{"test": 2432232314}', secret, now)).toEqual({
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });

  it.each([
    [24, true],
    [64, true],
    [23, false],
    [65, false],
  ])("a secret of %i bytes: %s", (bytes, good) => {
    const text = `whsec_${Buffer.alloc(bytes, 7).toString("base64")}`;
    expect(readSecret(text)?.length).toBe(good ? bytes : undefined);
  });

  it.each([
    "",
    "whsec_",
    "secret",
    "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "whsec_!!!",
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwx",
  ])("no secret: %j", (text) => expect(readSecret(text)).toBeUndefined());
});

describe("endpoints", () => {
  it.each([
    ["https://hooks.slack.com/services/T/B/x", "hooks.slack.com", true],
    ["https://ops.corp.example:8443/in?key=s3cret", "ops.corp.example:8443", false],
    ["http://127.0.0.1:9/in", "127.0.0.1:9", false],
    ["http://localhost:9/in", "localhost:9", false],
    ["https://hooks.slack.com.evil.example/x", "hooks.slack.com.evil.example", false],
  ])("%s", (text, host, slack) => {
    const endpoint = readEndpoint(text);
    expect(endpoint).toMatchObject({ host, slack, id: expect.stringMatching(/#[0-9a-f]{12}$/) });
    if ("id" in endpoint) expect(endpoint.id).not.toMatch(/services|s3cret|\/in/);
  });

  it.each(["http://ops.corp.example/in", "ftp://x/s3cret", "https://user:s3cret@x/", "s3cret", ""])(
    "not %j",
    (text) => {
      const refused = readEndpoint(text);
      expect(refused).toEqual({ problem: expect.any(String) });
      expect(JSON.stringify(refused)).not.toContain("s3cret");
    },
  );
});
