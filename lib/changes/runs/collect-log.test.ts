import { expect, it } from "vitest";
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
});
