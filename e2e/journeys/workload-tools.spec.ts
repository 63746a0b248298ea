import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { pageProblems } from "../support/page";

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

test("lint: the article's operator lists its outdated parameters, and a line is put right @narrow", async ({
  page,
}) => {
  const problems = pageProblems(page);
  await page.goto("/workloads/lint");
  const findings = page.getByRole("region", { name: "Findings" });
  await expect(findings).toContainText("Nothing to read yet");
  await page.getByRole("button", { name: "Try the article’s operator" }).click();
  const outdated = findings.getByRole("listitem").filter({ hasText: "is_delete_operator_pod" });
  await expect(outdated).toContainText("Line 13");
  await expect(outdated).toContainText('on_finish_action="delete_pod"');
  await expect(findings.getByRole("listitem").filter({ hasText: "import-path" })).toContainText("Line 1");
  await expect(page.getByRole("region", { name: "Source with what was found" })).toContainText(
    "is_delete_operator_pod",
  );
  await expectSound(page);

  await outdated.getByRole("button", { name: /^Copy the line/ }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('        on_finish_action="delete_pod",');
  await outdated.getByRole("button", { name: /^Put it in/ }).click();
  await expect(page.getByRole("textbox", { name: "DAG file" })).toHaveValue(/on_finish_action="delete_pod"/);
  await expect(outdated).toBeHidden();

  await page.getByText("Environment", { exact: true }).click();
  await page.getByRole("combobox", { name: "Composer image version" }).fill("composer-3-airflow-2.10.5-build.15");
  await expect(findings.getByRole("listitem").filter({ hasText: "composer-3-namespace" })).toBeVisible();
  await expect(findings).toContainText("For Composer 3, Airflow 2.10.5, provider 10.8.0");
  await page.reload();
  await expect(findings.getByRole("listitem").filter({ hasText: "composer-3-namespace" })).toBeVisible();
  expect(problems()).toEqual([]);
});

test("operator: a form becomes Python for the versions, wrong fields say so, and a reload loses nothing @narrow", async ({
  page,
}) => {
  const problems = pageProblems(page);
  await page.goto("/workloads/operator");
  const python = page.getByRole("region", { name: "Python" });
  await expect(python).toContainText("except ImportError");
  await page.getByRole("combobox", { name: "Composer image version" }).fill("composer-2.9.7-airflow-2.9.3");
  await page.getByRole("textbox", { name: "Provider version" }).fill("8.3.3");
  await expect(python).toContainText('on_finish_action="delete_pod"');
  await expect(python).not.toContainText("except ImportError");

  const id = page.getByRole("textbox", { name: "Task id" });
  await id.fill("load orders");
  await expect(page.getByText("Letters, digits, _, . and -, up to 250.")).toBeVisible();
  await expect(id).toHaveAttribute("aria-invalid", "true");
  await expect(python).toContainText('task_id="say_hello"');
  await id.fill("load_orders");
  await expect(python).toContainText('task_id="load_orders"');

  await page.getByRole("textbox", { name: "Arguments 1" }).press("Enter");
  await expect(page.getByRole("textbox", { name: "Arguments 2" })).toBeFocused();
  await page.keyboard.type('{"day": "{{ ds }}"}');
  await expect(python).toContainText(`arguments=["hello from the pod", '{"day": "{{ ds }}"}'],`);

  await page.getByText("Whole DAG", { exact: true }).click();
  await page.getByRole("switch", { name: "Write a DAG around the task" }).click();
  await expect(python).toContainText('dag_id="say_hello_daily"');
  await expectSound(page);
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download say_hello_daily.py" }).click();
  expect(await readFile(await (await saved).path(), "utf8")).toContain("load_orders = KubernetesPodOperator(");

  await page.reload();
  await expect(id).toHaveValue("load_orders");
  await expect(python).toContainText('dag_id="say_hello_daily"');
  await page.getByRole("button", { name: "Start over" }).click();
  await expect(id).toHaveValue("say_hello");
  expect(problems()).toEqual([]);
});

test("operator: what cannot be right is refused with the reason", async ({ page }) => {
  await page.goto("/workloads/operator");
  await page.getByText("Logs, end and time limits").click();
  await page.getByRole("combobox", { name: "The pod, afterwards" }).selectOption("Keep it");
  await expect(page.getByRole("alert").filter({ hasText: "Say which version" })).toBeVisible();
  await page.getByRole("textbox", { name: "Provider version" }).fill("10.8.0");
  await expect(page.getByRole("region", { name: "Python" })).toContainText('on_finish_action="keep_pod"');
});

test("dbt: an intersection is what it says, a union is warned of, and a DAG has its groups @narrow", async ({
  page,
}) => {
  const problems = pageProblems(page);
  await page.goto("/workloads/dbt");
  const result = page.getByRole("region", { name: "Result" });
  await expect(result).toContainText("path:models/stage ∩ tag:hourly");
  await expect(result).toContainText("dbt run --profiles-dir profile/stage --select path:models/stage,tag:hourly");
  await page.getByRole("radio", { name: /Any of them/ }).check({ force: true });
  await expect(result).toContainText("--select path:models/stage tag:hourly");
  await expect(result).toContainText("Not the same: all of them");
  await page.getByText("Options", { exact: true }).click();
  await page.getByRole("textbox", { name: /Variables/ }).fill("[1]");
  await expect(page.getByText("It is not a mapping of names to values.")).toBeVisible();
  await page.getByRole("textbox", { name: /Variables/ }).fill('{"day": "{{ ds }}"}');
  await expect(result).toContainText('--vars \'{"day": "{{ ds }}"}\'');

  await page.getByRole("radio", { name: "Read a command" }).check({ force: true });
  await page.getByRole("button", { name: "Try a command" }).click();
  await expect(result).toContainText("This is a union. Is an intersection meant?");
  await expect(result).toContainText("dbt run --select path:models/stage,tag:hourly --target prod");
  await page.getByRole("button", { name: "Try the article’s function" }).click();
  await expect(result.getByRole("listitem").filter({ hasText: "dbt-union" })).toContainText("Line 30");
  await expectSound(page);

  await page.getByRole("radio", { name: "Whole DAG" }).check({ force: true });
  await expect(page.getByRole("alert").filter({ hasText: "Airflow" })).toBeVisible();
  await page.getByRole("combobox", { name: "Composer image version" }).fill("composer-3-airflow-2.10.5-build.15");
  await expect(page.getByRole("region", { name: "Python" })).toContainText("extract_load >> stage >> dw >> mart");
  await expectSound(page);
  /* A browser reports every refusal by itself. */
  expect(problems().filter((problem) => !problem.includes("status of 422"))).toEqual([]);
});
