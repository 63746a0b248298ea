import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { openWorld } from "../support/page";
import { becomes, openSandboxPanel, openWorkload } from "../support/workload-page";

/** Every screen, and how to get there; each is checked by axe, for overflow, in both themes and both widths. */
const screens: readonly { readonly name: string; readonly open: (page: Page) => Promise<void> }[] = [
  { name: "start", open: async (page) => void (await page.goto("/")) },
  { name: "blocked", open: (page) => openWorld(page, "caller-not-authorized") },
  { name: "reachable", open: (page) => openWorld(page, "healthy-public") },
  {
    name: "plan",
    open: async (page) => {
      await openWorld(page, "caller-not-authorized");
      await page.getByRole("button", { name: "Allow my network" }).click();
      await expect(page.getByRole("dialog")).toContainText("81.92.200.7/32");
    },
  },
  {
    name: "paste",
    open: async (page) => {
      await page.goto("/");
      await page.getByRole("button", { name: /Paste/ }).first().click();
      await page.getByRole("dialog").getByRole("textbox").fill("Unable to connect to the server: EOF");
    },
  },
  {
    name: "sandbox",
    open: async (page) => {
      await page.goto("/");
      await page
        .getByRole("button", { name: /Sandbox/ })
        .first()
        .click();
      await expect(page.getByRole("dialog").getByRole("listitem").first()).toBeVisible();
    },
  },
  {
    name: "palette",
    open: async (page) => {
      await page.goto("/");
      await page.getByRole("button", { name: "Search actions and clusters" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  { name: "history", open: async (page) => void (await page.goto("/history")) },
  {
    name: "access",
    open: async (page) => {
      await page.goto("/access");
      await page.getByRole("searchbox", { name: "Search lists" }).fill("healthy-public");
      await page.getByRole("button", { name: /^healthy-public/ }).click();
      await expect(page.getByRole("button", { name: /^Remove… 81\.92\.200\.0\/24/ })).toBeVisible();
    },
  },
  {
    name: "ask for access",
    open: async (page) => {
      await page.goto("/access");
      await page.getByRole("button", { name: "Ask for access", exact: true }).first().click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  {
    name: "activity",
    open: async (page) => {
      await page.goto("/activity");
      await expect(page.getByRole("heading", { level: 1, name: "Activity" })).toBeVisible();
    },
  },
  {
    name: "workloads",
    open: async (page) => {
      await page.goto("/workloads");
      await page.getByRole("button", { name: "Check the chain" }).click();
      await expect(page.getByRole("form", { name: "Question" })).toContainText("2 fields to correct");
    },
  },
  {
    name: "environments",
    open: async (page) => {
      await page.goto("/workloads");
      await page.getByRole("button", { name: /^Environment/ }).click();
      await expect(page.getByRole("option").first()).toBeVisible();
    },
  },
  {
    name: "broken chain",
    open: async (page) => {
      await page.goto("/workloads");
      await openWorkload(page, "annotation-missing");
    },
  },
  {
    name: "plan of a chain",
    open: async (page) => {
      await page.goto("/workloads");
      await openWorkload(page, "annotation-missing");
      await page.getByRole("button", { name: "Annotate the service account" }).first().click();
      await expect(page.getByRole("dialog").getByRole("region", { name: "What will change" })).toBeVisible();
    },
  },
  {
    name: "pod before it runs",
    open: async (page) => {
      await page.goto("/workloads");
      await openWorkload(page, "healthy-workload");
      await page.getByRole("button", { name: "Prove it with a pod" }).click();
      await expect(page.getByRole("dialog").getByRole("region", { name: "What runs" })).toBeVisible();
    },
  },
  {
    name: "pod that ran",
    open: async (page) => {
      await page.goto("/workloads");
      await becomes(page, "Chris");
      await openWorkload(page, "healthy-workload");
      await page.getByRole("button", { name: "Prove it with a pod" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Start the pod" }).click();
      await expect(page.getByRole("dialog")).toContainText("Cleaned up", { timeout: 60_000 });
    },
  },
  {
    name: "situations of workloads",
    open: async (page) => {
      await page.goto("/workloads");
      const panel = await openSandboxPanel(page);
      await panel.getByRole("tab", { name: /^Workloads/ }).click();
      await expect(panel.getByRole("listitem").first()).toBeVisible();
    },
  },
  { name: "no such run", open: async (page) => void (await page.goto("/workloads/runs/there-is-no-such-run")) },
  { name: "not found", open: async (page) => void (await page.goto("/diagnoses/there-is-no-such-report")) },
];

/** Waits until what fades has faded: a colour halfway is no colour of the theme. */
async function stands(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    await frame();
  });
}

for (const { name, open } of screens) {
  test(`${name}, 1280 and 320 px, light and dark: accessible, and nothing sticks out`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await open(page);
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await stands(page);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${width} ${colorScheme}, ${id}: ${nodes[0]?.html}`)).toEqual([]);
      }
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${width} px`).toBeLessThanOrEqual(0);
    }
  });
}

test("the stream does not move what is already on the screen", async ({ page }) => {
  await page.addInitScript(() => {
    Object.assign(window, { shift: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as unknown as { value: number; hadRecentInput: boolean };
        if (!hadRecentInput) Object.assign(window, { shift: (window as unknown as { shift: number }).shift + value });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await openWorld(page, "caller-not-authorized", "browser");
  expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBeLessThan(0.02);
});

test("the keyboard reaches everything: search, run, shortcuts, palette", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Run" })).toBeVisible();
  await page.keyboard.press("/");
  await page.getByRole("combobox", { name: "Clusters" }).fill("healthy-public");
  await expect(page.getByRole("option", { name: /healthy-public/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText(/reachable/i);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toContainText(/shortcuts/i);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
});
