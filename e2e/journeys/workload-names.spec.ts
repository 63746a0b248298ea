import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { pageProblems } from "../support/page";

const account = "wi-healthy-workload@corp-data-prod.iam.gserviceaccount.com";
const cluster = "projects/corp-data-prod/locations/europe-west1/clusters/healthy-workload";

/** Both themes accessible, and nothing wider than the window. */
async function expectSound(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${colorScheme}, ${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}

test("namespace and accounts are picked with the keyboard, and the annotated Google account is offered @narrow", async ({
  page,
}) => {
  const problems = pageProblems(page);
  await page.goto(`/workloads?cluster=${cluster}&namespace=`);
  const form = page.getByRole("form", { name: "Question" });
  const namespace = form.getByRole("combobox", { name: "Namespace" });
  await namespace.click();
  await expect(form.getByRole("option", { name: "kube-system" })).toBeVisible();
  await expectSound(page);
  await namespace.pressSequentially("db");
  await expect(form.getByRole("option")).toHaveText(["dbt"]);
  await namespace.press("ArrowDown");
  await namespace.press("Enter");
  await expect(namespace).toHaveValue("dbt");
  await expect(form.getByRole("listbox")).toHaveCount(0);

  const kubernetes = form.getByRole("combobox", { name: "Kubernetes service account" });
  await expect(async () => {
    await kubernetes.press("Escape");
    await kubernetes.press("ArrowDown");
    await expect(form.getByRole("option", { name: /^dbt-runner/ })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await form.getByRole("option", { name: /^dbt-runner/ }).click();
  await expect(kubernetes).toHaveValue("dbt-runner");

  await expect(form).toContainText(`dbt/dbt-runner is annotated with ${account}`);
  await form.getByRole("button", { name: "Use it" }).click();
  const google = form.getByRole("combobox", { name: "Google service account", exact: true });
  await expect(google).toHaveValue(account);
  await google.fill("someone@elsewhere-1.iam.gserviceaccount.com");
  await expect(form).toContainText("It is taken as you type it.");
  await google.press("ArrowDown");
  await google.fill("healthy-workload");
  await google.press("ArrowUp");
  await expect(form.getByRole("option").first()).toContainText("in the annotation");
  await expectSound(page);
  await form.getByRole("option").first().click();

  await form.getByRole("button", { name: /^Check the chain/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "Diagnosis done" })).toBeAttached();
  const checks = page.getByRole("region", { name: "Recent checks" });
  const check = checks.getByRole("listitem").filter({ hasText: "dbt/dbt-runner · healthy-workload" }).first();
  await expect(check).toContainText("Works");
  await expectSound(page);
  await check.getByRole("link").click();
  await expect(page).toHaveURL(/\/workloads\/r\/\w+/);
  expect(problems()).toEqual([]);
});

test("names that cannot be read are said, and can still be typed", async ({ page }) => {
  const detail = "Drawbridge has not the permission container.clusters.get on projects/corp-data-prod";
  const missing = ["namespaces", "service-accounts", "google-service-accounts"].map((what) => ({ what, detail }));
  const body = { namespaces: [], serviceAccounts: [], googleServiceAccounts: [], missing };
  await page.route("**/api/workloads/names?*", (route) => route.fulfill({ json: body }));
  await page.route("**/api/workloads/diagnoses?*", (route) => route.fulfill({ json: { reports: [] } }));
  await page.goto(`/workloads?cluster=${cluster}&namespace=`);
  const form = page.getByRole("form", { name: "Question" });
  await expect(form).toContainText("container.clusters.get");
  const namespace = form.getByRole("combobox", { name: "Namespace" });
  await namespace.click();
  await expect(form.getByRole("status")).toHaveText("The namespaces could not be read. You can still type one.");
  await namespace.fill("dbt");
  await expect(namespace).toHaveValue("dbt");
  await expect(page.getByRole("region", { name: "Recent checks" })).toContainText("Nothing was checked yet");
  await expectSound(page);
});

test("recent checks that cannot be read say so, and are read again", async ({ page }) => {
  const problem = { type: "/problems/unavailable", title: "Not available", status: 503, detail: "The store is away." };
  await page.route("**/api/workloads/diagnoses?*", (route) => route.fulfill({ status: 503, json: problem }), {
    times: 1,
  });
  await page.goto("/workloads");
  const checks = page.getByRole("region", { name: "Recent checks" });
  await expect(checks).toContainText("The store is away.");
  await checks.getByRole("button", { name: "Try again" }).click();
  await expect(checks).not.toContainText("The store is away.");
});

test("the sandbox opens at the situations of the page that one is on", async ({ page }) => {
  for (const [path, tab] of [
    ["/", /^Situations/],
    ["/workloads/lint", /^Workloads/],
  ] as const) {
    await page.goto(path);
    await page
      .getByRole("button", { name: /Sandbox/ })
      .first()
      .click();
    const panel = page.getByRole("dialog", { name: "Sandbox" });
    await expect(panel.getByRole("tab", { name: tab })).toHaveAttribute("aria-selected", "true");
  }
});
