import { describe, expect, it } from "vitest";
import { collectLog, logLimits } from "./collect-log";

it("keeps the newest lines within its limits, and says that others were left out", () => {
  const log = collectLog();
  for (let line = 1; line <= logLimits.lines; line += 1) log.add(`line ${line}`);
  expect(log.kept()).toMatchObject({ logTruncated: false });
  log.add("one more");
  expect(log.kept().logTruncated).toBe(true);
  expect(log.kept().log).toHaveLength(logLimits.lines);
  expect(log.kept().log.at(0)).toBe("line 2");
  log.clear();
  expect(log.kept()).toEqual({ log: [], logTruncated: false });
  const wide = "é ".repeat(500);
  for (let line = 0; line < 100; line += 1) log.add(wide);
  expect(Buffer.byteLength(log.kept().log.join("\n"))).toBeLessThanOrEqual(logLimits.bytes);
  expect(log.kept().log.length).toBeGreaterThan(40);
  log.clear();
  log.add("x ".repeat(logLimits.line));
  expect(log.kept()).toMatchObject({ logTruncated: true });
});

it("keeps nothing that looks like a credential, and reads it all the same", () => {
  const log = collectLog();
  log.add("token: ya29.abcdefghijklmnopqrstuvwxyz0123456789");
  log.add("Using password=hunter2 for dbt");
  log.add("airflow@corp-data-prod.iam.gserviceaccount.com");
  expect(log.kept().log.join("\n")).not.toMatch(/ya29|hunter2/);
  expect(log.kept().log.at(-1)).toBe("airflow@corp-data-prod.iam.gserviceaccount.com");
  expect(log.raw()[1]).toContain("hunter2");
  log.add(`${"x ".repeat(logLimits.line / 2 - 15)}https://dbt:correcthorsebatterystaple@registry.example`);
  expect(log.kept().log.at(-1)).not.toContain("correct");
});

describe("a private key of several lines", () => {
  const body = ["MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7", "q83v", "Zm9vYmFy=="];
  const key = ["-----BEGIN PRIVATE KEY-----", ...body, "-----END PRIVATE KEY-----"];
  const shown = (...lines: readonly string[]) => {
    const log = collectLog();
    for (const line of lines) log.add(line);
    return log.kept().log;
  };

  it("is taken out to its end, and what is around it stays", () => {
    expect(shown("before", ...key, "after")).toEqual(["before", ...key.map(() => "[redacted]"), "after"]);
    expect(shown(`key: ${key[0]}`, "q83v", `${key.at(-1)} and then`, "after")).toEqual([
      ...["key: [redacted]", "[redacted]", "[redacted] and then", "after"],
    ]);
    expect(shown(key.join(""), "after")).toEqual(["[redacted]", "after"]);
  });

  it("is taken out also where its beginning was cut away", () => {
    expect(shown(`${"x ".repeat(logLimits.line)}${key[0]}`, "q83v").at(-1)).toBe("[redacted]");
  });

  it("without an end does not take everything with it", () => {
    const many = Array.from({ length: 300 }, (_, line) => `line ${line}`);
    const log = shown("looks for -----BEGIN CERTIFICATE-----", ...many);
    expect(log.slice(0, 3)).toEqual(["looks for [redacted]", "[redacted]", "[redacted]"]);
    expect(log.at(-1)).toBe("line 299");
  });

  it("that is read anew begins anew", () => {
    const log = collectLog();
    log.add("-----BEGIN PRIVATE KEY-----");
    log.clear();
    log.add("hello");
    expect(log.kept().log).toEqual(["hello"]);
  });
});
