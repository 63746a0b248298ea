import { type Browser, expect, type Page, test } from "@playwright/test";
import { openWorld } from "../support/page";
import { type Sandbox, startSandbox } from "../support/sandbox";

/* Time is moved here, so this world is not shared with other journeys. */
test.describe.configure({ mode: "serial" });

let sandbox: Sandbox;
let office: Browser;

test.beforeAll(async ({ playwright }, { project }) => {
  sandbox = await startSandbox();
  const exports = await (await fetch(new URL("/env?place=office", sandbox.control))).text();
  const proxy = /HTTPS_PROXY=\S*@(127\.0\.0\.1:\d+)/.exec(exports)?.[1];
  /* The browser's own connections start where its person sits: in the simulated office. */
  office = await playwright.chromium.launch({
    ...project.use.launchOptions,
    proxy: { server: `http://${proxy}`, username: "office", password: "x", bypass: "localhost,127.0.0.1" },
  });
});

test.afterAll(async () => {
  await office.close();
  await sandbox.close();
});

function newPage(viewport: { width: number; height: number }, hasTouch = false): Promise<Page> {
  return office.newPage({ baseURL: sandbox.url, viewport, hasTouch, colorScheme: hasTouch ? "dark" : "light" });
}

const telephone = { width: 320, height: 800 };
const verdict = (page: Page) => page.getByRole("region", { name: "Verdict" });

async function becomes(page: Page, person: "Ana" | "Bora"): Promise<void> {
  const panel = await openSandbox(page);
  await panel.getByRole("group", { name: "Who you are" }).getByText(person, { exact: true }).click();
  await expect(page.getByRole("button", { name: `Signed in: ${person.toLowerCase()}@corp.example` })).toBeVisible();
}

async function openSandbox(page: Page) {
  await page
    .getByRole("button", { name: /Sandbox/ })
    .first()
    .click();
  return page.getByRole("dialog", { name: "Sandbox" });
}

test("blocked, allowed, verified from the person's own network, over, blocked again", async () => {
  test.setTimeout(120_000);
  const page = await newPage({ width: 1280, height: 900 });
  await openWorld(page, "caller-not-authorized");
  await expect(verdict(page)).toContainText("not in the authorized networks");

  await verdict(page).getByRole("button", { name: "Allow my network" }).click();
  const panel = page.getByRole("dialog");
  await expect(panel).toContainText("81.92.200.7/32");
  await expect(panel).toContainText("Within policy, no approval needed.");
  await panel.getByRole("button", { name: "Allow my network" }).click();
  await expect(panel).toContainText("Active: read back from Google", { timeout: 30_000 });
  await expect(panel.getByText("Verified: your own network got through").first()).toBeVisible({ timeout: 40_000 });
  await panel.getByRole("button", { name: "Close" }).last().click();
  await expect(verdict(page)).toContainText(/reachable/i);

  const sandboxPanel = await openSandbox(page);
  await sandboxPanel.getByRole("button", { name: "4 hours" }).click();
  await sandboxPanel.getByRole("button", { name: "15 minutes" }).click();
  await page.keyboard.press("Escape");
  await expect(verdict(page)).toContainText("not in the authorized networks", { timeout: 40_000 });
  await page.goto("/access");
  await page.getByRole("button", { name: /Recently ended/ }).click();
  await expect(page.getByRole("region", { name: "Recently ended" })).toContainText("81.92.200.7/32");
  await page.close();
});

test("a longer one waits until somebody else approves it, on a telephone", async () => {
  test.setTimeout(120_000);
  const ana = await newPage(telephone, true);
  await openWorld(ana, "caller-not-authorized");
  await verdict(ana).getByRole("button", { name: "Allow my network" }).tap();
  const panel = ana.getByRole("dialog");
  await panel.getByText("2 days", { exact: true }).tap();
  await panel.getByRole("textbox", { name: /Reason/ }).fill("Backfill of the warehouse, OPS-4711");
  await panel.getByRole("button", { name: "Ask for approval" }).tap();
  await expect(panel).toContainText("Approval 0 of 1");

  const bora = await newPage(telephone, true);
  await bora.goto("/");
  await becomes(bora, "Bora");
  await bora.goto("/access");
  const request = bora.getByRole("listitem").filter({ hasText: "OPS-4711" });
  await expect(request).toContainText("ana@corp.example");
  await expect(request).toContainText("81.92.200.7/32");
  const approve = request.getByRole("button", { name: "Approve" });
  await approve.scrollIntoViewIfNeeded();
  const box = await approve.boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(44);
  const sideways = await bora.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(sideways).toBe(0);
  await approve.tap();
  await expect(request).toBeHidden();

  await expect(panel).toContainText("Approved by bora@corp.example");
  await expect(panel.getByText("Verified: your own network got through").first()).toBeVisible({ timeout: 60_000 });
  await ana.close();
  await bora.close();
});
