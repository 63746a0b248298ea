import { expect, test } from "@playwright/test";

test("one becomes another person of the sandbox, and the page is theirs @narrow", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Signed in: ana@corp.example" }).click();
  const who = page.getByRole("dialog", { name: "Who is signed in" });
  await expect(who).toContainText("Google's Identity-Aware Proxy");
  await expect(who.getByRole("button", { name: "Sign out" })).toHaveCount(0);
  await page.keyboard.press("Escape");

  await page
    .getByRole("button", { name: /Sandbox/ })
    .first()
    .click();
  const people = page.getByRole("dialog").getByRole("group", { name: "Who you are" });
  await expect(people.getByRole("radio", { name: /Ana/ })).toBeChecked();
  await people.getByText("Bora", { exact: true }).click();
  await expect(page.getByRole("button", { name: "Signed in: bora@corp.example" })).toBeVisible();
  const me = await page.request.get("/api/me");
  expect(await me.json()).toMatchObject({ id: "bora@corp.example", groups: ["drawbridge-approvers"] });
});
