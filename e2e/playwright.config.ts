import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, defineConfig } from "@playwright/test";

/* Playwright's own Chromium where it is installed; otherwise the one that `npm test` found. */
const executablePath = existsSync(chromium.executablePath())
  ? undefined
  : (process.env.CHROMIUM_PATH ?? "/usr/bin/chromium");
const quiet = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: "journeys",
  outputDir: "../test-results",
  fullyParallel: true,
  forbidOnly: true,
  workers: 3,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ...(process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["json"] as const] : [])],
  webServer: {
    command: "node --import tsx lib/cli/demo.ts",
    cwd: "..",
    env: {
      NODE_ENV: "production",
      PORT: "0",
      NEXT_TELEMETRY_DISABLED: "1",
      DRAWBRIDGE_DATA_DIR: join(mkdtempSync(join(tmpdir(), "drawbridge-journeys-")), "data"),
    },
    wait: { stdout: /"url":"(?<DRAWBRIDGE_URL>[^"]+)"/ },
    timeout: 60_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
  },
  use: {
    baseURL: process.env.DRAWBRIDGE_URL,
    permissions: ["clipboard-read", "clipboard-write"],
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [...quiet, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
    },
  },
  projects: [
    { name: "1280 light", use: { viewport: { width: 1280, height: 900 }, colorScheme: "light" } },
    {
      name: "320 dark",
      use: { viewport: { width: 320, height: 800 }, colorScheme: "dark", hasTouch: true },
      grep: /@narrow/,
    },
  ],
});
