import { describe, expect, it } from "vitest";
import { answerMark } from "./probe-manifest";
import { readProbe } from "./read-probe";

const gsa = "airflow@corp-data-prod.iam.gserviceaccount.com";
const pool = "corp-data-prod.svc.id.goog";
const node = "123456789012-compute@developer.gserviceaccount.com";
const scopes = ["https://www.googleapis.com/auth/cloud-platform", "https://www.googleapis.com/auth/userinfo.email"];

const mark = (name: string, status: number) => `${answerMark} ${name} ${String(status).padStart(3, "0")}`;
const log = (email: string, { status = 200, token = 200 } = {}) => [
  email,
  mark("email", status),
  ...scopes,
  "",
  mark("scopes", 200),
  "",
  mark("token", token),
];

describe("the log of a probe", () => {
  it.each([
    ["the account, with a token", log(gsa), gsa, { proven: true, kind: "google-service-account", tokenStatus: 200 }],
    ["the account, refused", log(gsa, { token: 403 }), gsa, { proven: false, tokenStatus: 403, email: gsa }],
    ["no answer for the token", log(gsa, { token: 0 }), gsa, { proven: false, tokenStatus: 0 }],
    ["the pool instead", log(pool), gsa, { proven: false, kind: "workload-pool", email: pool }],
    ["the pool, as it should be", log(pool), null, { proven: true, kind: "workload-pool", expected: null }],
    ["an account instead of the pool", log(gsa), null, { proven: false, kind: "google-service-account" }],
    ["the node", log(node), gsa, { proven: false, kind: "node", email: node }],
    ["another account", log(`x${gsa}`), gsa, { proven: false, kind: "google-service-account" }],
    [
      "nothing there",
      log("", { status: 0, token: 0 }),
      gsa,
      { proven: false, kind: "none", email: null, tokenStatus: 0 },
    ],
    ["an error's page", log("<h1>404</h1>", { status: 404 }), gsa, { proven: false, kind: "none", email: null }],
    ["a name in an error's page", log(gsa, { status: 500 }), gsa, { proven: false, kind: "none", email: null }],
    ["two names", [pool, ...log(gsa)], gsa, { proven: false, kind: "none", email: null }],
  ] as const)("%s", (_, lines, expected, seen) => {
    const identity = readProbe(lines, expected);
    expect(identity).toMatchObject(seen);
    expect(identity?.summary).toMatch(/^[A-Z].*\.$/);
    expect(identity?.scopes).toEqual(scopes);
  });

  it("bears what is printed on standard error, in between", () => {
    const noisy = log(gsa).flatMap((line) => [
      "curl: (7) Failed to connect to 169.254.169.254 port 80 after 0 ms: Could not connect to server",
      `${line}\r`,
      "Warning: Problem: connection refused. Will retry in 2 seconds. 30 retries left.",
    ]);
    expect(readProbe(noisy, gsa)).toMatchObject({ proven: true, scopes });
  });

  it.each([
    ["nothing", []],
    ["another program's", ["hello"]],
    ["an end before the token", log(gsa).slice(0, 5)],
    ["an answer twice", [...log(gsa), ...log(gsa)]],
    ["a mark that goes on", log(gsa).map((line) => `${line} 1`)],
    ["a status that is none", log(gsa).map((line) => line.replace("200", "20O"))],
    ["a mark in the midst of a line", log(gsa).map((line) => `x${line}`)],
  ])("is none: %s", (_, lines) => {
    expect(readProbe(lines, gsa)).toBeUndefined();
  });
});
