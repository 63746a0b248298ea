import { describe, expect, it } from "vitest";
import { readEnv } from "./env";

const projects = { DRAWBRIDGE_PROJECTS: "corp-data-prod, corp-data-dev" };
const sandbox = {
  ...projects,
  DRAWBRIDGE_SANDBOX_URL: "http://127.0.0.1:4001",
  DRAWBRIDGE_GOOGLE_ENDPOINT: "http://127.0.0.1:4000/",
};

const read = (settings: Record<string, string>) => () => readEnv(settings as unknown as NodeJS.ProcessEnv);

describe("readEnv", () => {
  it("needs nothing but the projects to work on Google", () => {
    expect(read(projects)()).toMatchObject({
      DRAWBRIDGE_PROJECTS: ["corp-data-prod", "corp-data-dev"],
      DRAWBRIDGE_TRUSTED_HOPS: 0,
    });
  });

  it("accepts the sandbox on this machine", () => {
    expect(read(sandbox)()).toMatchObject({ DRAWBRIDGE_SANDBOX_URL: "http://127.0.0.1:4001" });
  });

  it.each([
    ["no projects", {}, "DRAWBRIDGE_PROJECTS"],
    [
      "a sandbox whose Google is Google",
      { ...projects, DRAWBRIDGE_SANDBOX_URL: "http://127.0.0.1:1" },
      "never talks to Google",
    ],
    [
      "a sandbox endpoint elsewhere",
      { ...sandbox, DRAWBRIDGE_GOOGLE_ENDPOINT: "https://container.googleapis.com/" },
      "never talks to Google",
    ],
    ["an unencrypted Google", { ...projects, DRAWBRIDGE_GOOGLE_ENDPOINT: "http://proxy.corp/" }, "not encrypted"],
    ["an endpoint without its slash", { ...sandbox, DRAWBRIDGE_GOOGLE_ENDPOINT: "http://127.0.0.1:4000" }, "slash"],
    ["a port that is none", { ...projects, PORT: "70000" }, "PORT"],
    ["an odd proxy", { ...projects, DRAWBRIDGE_PROXY_URL: "ftp://x" }, "DRAWBRIDGE_PROXY_URL"],
    ["an odd echo", { ...projects, DRAWBRIDGE_ECHO_SERVERS: "mine=1.2.3.4" }, "DRAWBRIDGE_ECHO_SERVERS"],
    ["an odd database", { ...projects, DATABASE_URL: "mysql://x" }, "DATABASE_URL"],
  ])("refuses %s, and says which setting", (_, settings, message) => {
    expect(read(settings as Record<string, string>)).toThrow(message);
  });

  it("names every wrong setting at once", () => {
    expect(read({ PORT: "x", DRAWBRIDGE_TRUSTED_HOPS: "-1" })).toThrow(
      /DRAWBRIDGE_PROJECTS[\s\S]*DRAWBRIDGE_TRUSTED_HOPS[\s\S]*PORT/,
    );
  });
});
