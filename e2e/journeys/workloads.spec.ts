import { expect, type Page, test } from "@playwright/test";
import { pageProblems } from "../support/page";
import { becomes, openWorkload } from "../support/workload-page";

const verdict = (page: Page) => page.getByRole("region", { name: "Verdict" });
const cluster = (world: string) => `projects/corp-data-prod/locations/europe-west1/clusters/${world}`;
const account = (world: string) => `wi-${world}@corp-data-prod.iam.gserviceaccount.com`;

test("a broken chain is fixed in one click, and a probe pod proves the identity", async ({ page }) => {
  test.setTimeout(120_000);
  const problems = pageProblems(page);
  await page.goto("/workloads");
  await becomes(page, "Chris");
  await openWorkload(page, "namespace-missing");
  await expect(verdict(page)).toContainText("Broken at namespace");
  await expect(page).toHaveURL(/\/workloads\?cluster=.*&namespace=dbt&account=dbt-runner&as=/);

  await verdict(page).getByRole("button", { name: "Fix everything that is missing" }).click();
  const plan = page.getByRole("dialog");
  await expect(plan.getByRole("region", { name: "What will change" })).toContainText(account("namespace-missing"));
  await expect(plan).toContainText("Members of drawbridge-admins change clusters");
  await plan.getByRole("button", { name: "Fix everything that is missing" }).click();
  await expect(plan).toContainText("done, read back", { timeout: 40_000 });
  await expect(plan.getByText("Works by the configuration")).toBeVisible();

  await plan.getByRole("button", { name: "Prove it with a pod" }).click();
  const pod = page.getByRole("dialog", { name: "Prove it with a pod" });
  await expect(pod).toContainText("Members of drawbridge-admins run pods");
  await pod.getByRole("button", { name: "Start the pod" }).click();
  const run = page.getByRole("dialog", { name: /^Probe pod on/ });
  const result = run.getByRole("region", { name: "Result" });
  await expect(result).toContainText("Proven: the pod has this identity", { timeout: 60_000 });
  await expect(result).toContainText(account("namespace-missing"));
  await expect(run).toContainText("Cleaned up: the pod is gone", { timeout: 30_000 });
  await expect(run.getByRole("region", { name: "Log lines" })).not.toContainText("ya29.");
  await run.getByRole("button", { name: "Close" }).last().click();

  await expect(plan).toContainText("verified: a pod has the identity");
  await plan.getByRole("button", { name: "Close" }).last().click();
  await expect(verdict(page)).toContainText("observed");
  await expect(page.getByRole("region", { name: "Recent pods" })).toContainText("identity proven");
  expect(problems()).toEqual([]);
});

test("a repair is taken back, and the chain is broken as it was", async ({ page }) => {
  await page.goto("/workloads");
  await becomes(page, "Chris");
  await openWorkload(page, "service-account-missing");
  await verdict(page).getByRole("button", { name: "Create the service account" }).click();
  const plan = page.getByRole("dialog");
  await plan.getByRole("button", { name: "Create the service account" }).click();
  await expect(plan).toContainText("done, read back", { timeout: 40_000 });

  await plan.getByRole("button", { name: "Undo…" }).click();
  await expect(plan.getByRole("region", { name: "What will change" })).toContainText("dbt-runner");
  await plan.getByRole("textbox", { name: /type the cluster’s name/ }).fill("service-account-missing");
  await plan.getByRole("button", { name: "Undo it" }).click();
  await expect(plan).toContainText("done, read back", { timeout: 40_000 });
  await plan.getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("button", { name: "Run again" }).first().click();
  await expect(verdict(page)).toContainText("Broken at service account");
});

test("a pod is stopped before its time, and cleaned up", async ({ page }) => {
  await page.goto("/workloads/operator");
  await becomes(page, "Chris");
  const form = page.getByRole("form", { name: "Operator" });
  await form.getByRole("textbox", { name: "Image", exact: true }).fill("docker.io/library/busybox:1.36");
  await form.getByRole("textbox", { name: "Command 1" }).fill("sleep");
  await form.getByRole("textbox", { name: "Arguments 1" }).fill("600");
  await form.getByText("Where it runs, and as whom").click();
  await form.getByLabel("Namespace", { exact: true }).fill("dbt");
  await form.getByLabel("Kubernetes service account", { exact: true }).fill("dbt-runner");
  await page.getByRole("button", { name: "Rehearse…" }).click();
  await page.getByRole("combobox", { name: "Clusters" }).fill("healthy-workload");
  await page.getByRole("option", { name: /healthy-workload/ }).click();
  await page
    .getByRole("dialog", { name: "Rehearse the operator" })
    .getByRole("button", { name: "Start the pod" })
    .click();
  const run = page.getByRole("dialog", { name: /^Rehearsal on/ });
  await expect(run.getByRole("region", { name: "Events" })).toContainText("Started", { timeout: 30_000 });
  await run.getByRole("button", { name: "Stop the pod" }).click();
  await expect(run.getByRole("region", { name: "Result" })).toContainText("Stopped by a person: it proves nothing");
  await expect(run).toContainText("Cleaned up: the pod is gone", { timeout: 30_000 });
});

test("an operator is written, rehearsed, and green", async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto("/workloads/operator");
  await becomes(page, "Chris");
  const form = page.getByRole("form", { name: "Operator" });
  await form
    .getByRole("textbox", { name: "Image", exact: true })
    .fill("europe-docker.pkg.dev/corp-data-prod/dbt/dbt:1.9");
  await form.getByRole("textbox", { name: "Command 1" }).fill("dbt");
  await form.getByRole("textbox", { name: "Arguments 1" }).fill("run");
  await expect(page.getByRole("button", { name: "Rehearse…" })).toBeDisabled();
  await page.getByRole("button", { name: "Say the namespace" }).click();
  await expect(form.getByLabel("Namespace", { exact: true })).toBeFocused();
  await form.getByLabel("Namespace", { exact: true }).fill("dbt");
  await form.getByLabel("Kubernetes service account", { exact: true }).fill("dbt-runner");
  await expect(page.getByRole("region", { name: "Python" })).toContainText('namespace="dbt"');

  await page.getByRole("button", { name: "Rehearse…" }).click();
  await page.getByRole("combobox", { name: "Clusters" }).fill("healthy-workload");
  await page.getByRole("option", { name: /healthy-workload/ }).click();
  const preview = page.getByRole("dialog", { name: "Rehearse the operator" });
  await expect(preview).toContainText("This pod runs for real");
  await preview.getByRole("button", { name: "Start the pod" }).click();
  const run = page.getByRole("dialog", { name: /^Rehearsal on/ });
  await expect(run.getByRole("region", { name: "Result" })).toContainText("The task would be green", {
    timeout: 60_000,
  });
  await expect(run).toContainText("Cleaned up: the pod is gone", { timeout: 30_000 });

  await run.getByRole("link", { name: "Its own page" }).click();
  await expect(page).toHaveURL(/\/workloads\/runs\/\w+/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Rehearsal: dbt/dbt-runner");
});

test("a link asks its question, its report is for everybody, and what is wrong is said at its field @narrow", async ({
  page,
}) => {
  await page.goto(
    `/workloads?cluster=${cluster("annotation-missing")}&namespace=dbt&account=dbt-runner&as=${account("annotation-missing")}`,
  );
  await expect(verdict(page)).toContainText("Broken at annotation");
  await expect(page.getByRole("status").filter({ hasText: "Diagnosis done" })).toBeAttached();
  await verdict(page).getByRole("button", { name: "Copy link" }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  await page.getByRole("button", { name: "Change" }).click();
  const form = page.getByRole("form", { name: "Question" });
  await form.getByRole("combobox", { name: "Namespace" }).fill("Not_A_Name");
  await form.getByRole("combobox", { name: "Google service account" }).fill("");
  await form.getByRole("combobox", { name: "Google service account" }).press("Enter");
  await expect(form.getByRole("combobox", { name: "Namespace" })).toBeFocused();
  await expect(form.getByRole("combobox", { name: "Namespace" })).toHaveAccessibleDescription(/must be lower-case/);
  await expect(form.getByRole("combobox", { name: "Namespace" })).toHaveValue("Not_A_Name");
  await expect(form).toContainText("2 fields to correct");

  await page.goto(new URL(link).pathname);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("dbt/dbt-runner on annotation-missing");
  await expect(verdict(page)).toContainText("Broken at annotation");
});

test("whoever may not change or run anything is told so, before the click", async ({ page }) => {
  await page.goto("/workloads");
  await openWorkload(page, "binding-missing");
  await verdict(page).getByRole("button", { name: "Add the IAM binding" }).click();
  await expect(page.getByRole("dialog")).toContainText("The policy does not allow you this");
  await page.keyboard.press("Escape");

  await openWorkload(page, "healthy-direct");
  await page.getByRole("button", { name: "Prove it with a pod" }).click();
  const pod = page.getByRole("dialog", { name: "Prove it with a pod" });
  await expect(pod).toContainText("The policy does not allow you this");
  await expect(pod.getByRole("button", { name: "Start the pod" })).toHaveAttribute("aria-disabled", "true");
});
