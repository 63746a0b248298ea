import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { openWorld, pageProblems, run } from "../support/page";

test("blocked: pick a cluster, see the cause first, then the path and the evidence @narrow", async ({ page }) => {
  const problems = pageProblems(page);
  await page.goto("/");
  await page.getByRole("button", { name: "Choose a cluster" }).first().click();
  await page.getByRole("combobox", { name: "Clusters" }).fill("caller-not");
  await page.getByRole("option", { name: /caller-not-authorized/ }).click();

  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict.getByRole("heading", { name: "Your address is not in the authorized networks" })).toBeVisible();
  await expect(verdict).toContainText("81.92.200.7");
  await expect(verdict).toContainText("from configuration");

  const path = page.getByRole("region", { name: "Path" });
  await expect(path.getByRole("button", { name: /Authorized networks blocked here/ })).toBeVisible();
  await expect(path.getByRole("button", { name: /TLS not reached/ })).toBeVisible();

  const cause = page.getByRole("region", { name: "Findings" }).getByRole("button", { name: /Your address is not in/ });
  await cause.click();
  await expect(page.getByText("authorizedNetworksConfig.cidrBlocks").first()).toBeVisible();
  expect(problems()).toEqual([]);
});

test("reachable: the bridge is down from the office, and up again from home", async ({ page }) => {
  await openWorld(page, "healthy-public");
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict).toContainText(/reachable/i);

  await page.context().addCookies([{ name: "sandbox-place", value: "home", url: page.url() }]);
  await page.reload();
  await run(page);
  await expect(verdict).toContainText("Blocked at authorized networks");
  await expect(verdict).toContainText("93.104.77.18");
});

test("observed: from the server the connection itself is the proof", async ({ page }) => {
  await openWorld(page, "healthy-public", "server");
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText("observed");
});

test("the remedy is an exact plan with copyable commands", async ({ page }) => {
  await openWorld(page, "caller-not-authorized");
  await page.getByRole("button", { name: "Allow my network" }).click();
  const plan = page.getByRole("dialog");
  await expect(plan).toContainText("81.92.200.7/32");
  await expect(plan).toContainText("container.clusters.update");
  await plan.getByRole("button", { name: /^Copy/ }).first().click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("--master-authorized-networks 185.44.108.30/32,62.210.115.40/32,81.92.200.7/32");
});

test("a correct kubeconfig is downloaded, and merged without losing what was there", async ({ page }) => {
  await openWorld(page, "stale-server-address");
  await page.getByRole("button", { name: "Get a correct kubeconfig" }).first().click();
  const plan = page.getByRole("dialog");
  const downloading = page.waitForEvent("download");
  await plan
    .getByRole("button", { name: /Download/ })
    .first()
    .click();
  const file = await readFile(await (await downloading).path(), "utf8");
  expect(file).toContain("current-context: gke_corp-data-prod_");
  expect(file).toContain("command: gke-gcloud-auth-plugin");
});

test("the incident note and the share link carry the report", async ({ page }) => {
  await openWorld(page, "caller-not-authorized");
  await page.getByRole("button", { name: "Copy incident note" }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain("**Root cause:** `caller-not-authorized`");
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/\/diagnoses\/[\w-]{16,}$/);
  await page.goto(await page.evaluate(() => navigator.clipboard.readText()));
  await expect(
    page.getByRole("heading", { name: "Your address is not in the authorized networks" }).first(),
  ).toBeVisible();
  await page.goto("/history");
  await expect(page.getByText("Your address is not in the authorized networks").first()).toBeVisible();
});
