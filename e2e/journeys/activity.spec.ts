import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { pageProblems, worldNamed } from "../support/page";

const dialled = "93.104.77.18/32";

/** One change of Drawbridge's own that fails or is applied, so that there is something to see. */
async function requestSomething(page: Page, world: string): Promise<string> {
  const { cluster } = await worldNamed(page.request, world);
  const answer = await page.request.post("/api/grants", {
    headers: { "x-drawbridge": "1", "idempotency-key": crypto.randomUUID(), "x-sandbox-place": "home" },
    data: { clusters: [cluster], cidr: dialled, duration: "1h", reason: "look at the activity" },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  return cluster;
}

test("tells what happened, who did it, and proves it @narrow", async ({ page }) => {
  const problems = pageProblems(page);
  const cluster = await requestSomething(page, "rbac-subject-mismatch");
  await page.goto(`/activity?cluster=${encodeURIComponent(cluster)}`);
  const proof = page.getByRole("region", { name: "The audit log is intact" });
  await expect(proof).toContainText(/\d+ events?, each linked/);
  await proof.getByRole("button", { name: "Copy the head of the audit log" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^\d+:[0-9a-f]{64}$/);

  const happened = page.getByRole("region", { name: "What happened" });
  const request = happened
    .getByRole("listitem")
    .filter({ hasText: `asked for ${dialled}` })
    .first();
  await expect(request).toContainText("ana@corp.example");
  await request.getByRole("button", { name: /Details of event/ }).click();
  await expect(request).toContainText("look at the activity");
  await expect(request).toContainText("grant.requested");

  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);

  await page.getByRole("radio", { name: "By others" }).check({ force: true });
  await expect(page).toHaveURL(/show=others/);
  await expect(happened).toContainText("Nothing of this kind happened");
  await page.getByRole("button", { name: "Show all changes" }).click();
  await expect(page).toHaveURL(/\/activity$/);
  await expect(happened.getByRole("listitem").first()).toBeVisible();

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: /JSON Lines/ }).click();
  expect((await download).suggestedFilename()).toBe("drawbridge-audit.jsonl");
  expect(problems()).toEqual([]);
});

test("says what is wrong, in words, when the server cannot tell", async ({ page }) => {
  const refused = {
    type: "/problems/store",
    title: "The store did not answer",
    status: 503,
    detail: "It is restarting.",
  };
  await page.route("**/api/audit?**", (route) => route.fulfill({ status: 503, json: refused }));
  await page.route("**/api/audit/verify", (route) =>
    route.fulfill({ json: { intact: false, seq: 7, problem: "Its content is not what it was." } }),
  );
  await page.goto("/activity");
  await expect(page.getByRole("alert").filter({ hasText: "It is restarting." })).toBeVisible();
  await expect(page.getByRole("heading", { name: "The audit log is broken at event 7" })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.unroute("**/api/audit?**");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "It is restarting." })).toBeHidden();
});
