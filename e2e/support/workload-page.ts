import { expect, type Locator, type Page } from "@playwright/test";

/** Opens the sandbox's panel. */
export async function openSandboxPanel(page: Page): Promise<Locator> {
  await page
    .getByRole("button", { name: /Sandbox/ })
    .first()
    .click();
  return page.getByRole("dialog", { name: "Sandbox" });
}

/** Makes this browser another person of the sandbox, from the page that it is on. */
export async function becomes(page: Page, person: "Ana" | "Bora" | "Chris"): Promise<void> {
  const panel = await openSandboxPanel(page);
  await panel.getByRole("group", { name: "Who you are" }).getByText(person, { exact: true }).click();
  await expect(page.getByRole("button", { name: `Signed in: ${person.toLowerCase()}@corp.example` })).toBeVisible();
}

/** Opens the situation of the workload page from the sandbox's panel, and waits for its final verdict. */
export async function openWorkload(page: Page, world: string): Promise<void> {
  const panel = await openSandboxPanel(page);
  await panel.getByRole("tab", { name: /^Workloads/ }).click();
  await panel.getByRole("searchbox", { name: "Search situations" }).fill(world);
  await panel
    .getByRole("button", { name: new RegExp(`(^|\\s)${world}\\b`) })
    .first()
    .click();
  await expect(page.getByRole("region", { name: "Verdict" }).getByRole("heading", { level: 2 })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Diagnosis done" })).toBeAttached();
}
