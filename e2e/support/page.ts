import { type APIRequestContext, expect, type Page } from "@playwright/test";
import type { DescribedWorld } from "./diagnose-world";

/** The world of this name, as the sandbox describes it. */
export async function worldNamed(request: APIRequestContext, name: string): Promise<DescribedWorld> {
  const { worlds } = (await (await request.get("/api/sandbox/state")).json()) as { worlds: readonly DescribedWorld[] };
  const world = worlds.find((candidate) => candidate.name === name);
  if (!world) throw new Error(`The sandbox has no world ${name}`);
  return world;
}

/** Opens the situation from the sandbox's panel, as a person would, or with `from` by its link, and waits for its final verdict. */
export async function openWorld(page: Page, name: string, from?: "server" | "browser"): Promise<void> {
  if (from === undefined) {
    await page.goto("/");
    await page
      .getByRole("button", { name: /Sandbox/ })
      .first()
      .click();
    const panel = page.getByRole("dialog");
    await panel.getByRole("searchbox", { name: "Search situations" }).fill(name);
    await panel
      .getByRole("button", { name: new RegExp(`${name}\\b`) })
      .first()
      .click();
  } else {
    const { cluster } = await worldNamed(page.request, name);
    await page.goto(`/?cluster=${cluster}&from=${from}`);
    await run(page);
  }
  await expect(page.getByRole("region", { name: "Verdict" }).getByRole("heading", { level: 2 })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Diagnosis done" })).toBeAttached();
}

/** Presses Run, again while nothing comes of it: a page that has only just arrived does not hear the first time. */
export async function run(page: Page): Promise<void> {
  const answer = page.getByRole("region", { name: "Verdict" });
  await expect(async () => {
    await page.getByRole("button", { name: /^Run/ }).first().click({ timeout: 1_000 });
    await expect(answer).toBeVisible({ timeout: 2_000 });
  }).toPass();
}

/** What the page's console complained of, and the errors that nobody caught, so far. */
export function pageProblems(page: Page): () => readonly string[] {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  return () => problems;
}
