import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * A Chromium to drive. Playwright's own is best, and undefined means that it is there; otherwise the path of another.
 * Installs one when there is none: Playwright's, or the distribution's where that download is refused and we may.
 *
 * Ends the process with a message when no browser can be had: the journeys are never skipped in silence.
 */
export function findBrowser(): string | undefined {
  const own = () => existsSync(chromium.executablePath());
  const system = () => [process.env.CHROMIUM_PATH ?? "", ...usual].find((path) => path !== "" && existsSync(path));
  if (own()) return undefined;
  const found = system();
  if (found) return found;

  console.log("No Chromium here yet: installing one …");
  spawnSync("playwright", ["install", "chromium"], { stdio: "inherit" });
  if (own()) return undefined;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    spawnSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
    spawnSync("apt-get", ["install", "-y", "-qq", "chromium"], {
      stdio: "inherit",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  }
  const installed = system();
  if (installed) return installed;
  console.error("The journeys need Chromium, and none could be installed. Install one and set CHROMIUM_PATH to it.");
  process.exit(1);
}
