import { expect, test } from "@playwright/test";
import { worldNamed } from "../support/page";

test("a pasted error is explained in the page, and finds its cluster", async ({ page, request }) => {
  const world = await worldNamed(request, "caller-not-authorized");
  const { clusters } = (await (await request.get("/api/clusters?q=caller-not-authorized")).json()) as {
    clusters: { endpoints: { kind: string; host: string }[] }[];
  };
  const host = clusters[0]?.endpoints.find(({ kind }) => kind === "public")?.host;
  await page.goto("/");
  await page.getByRole("button", { name: /Paste/ }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill(`Unable to connect to the server: dial tcp ${host}:443: i/o timeout`);
  await expect(dialog).toContainText("tcp-timeout");
  await expect(dialog).toContainText(world.name);
  await dialog.getByRole("button", { name: "Attach and run" }).click();
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText(
    "Your address is not in the authorized networks",
  );
});

test("of a pasted kubeconfig only six fields leave the page", async ({ page, request }) => {
  const { request: given } = await worldNamed(request, "stale-server-address");
  const secret = "canary-token-never-leaves";
  const kubeconfig = given.kubeconfig?.replace(/user:\n( +)/, `user:\n$1token: ${secret}\n$1`) ?? "";
  expect(kubeconfig).toContain(secret);
  const sent: string[] = [];
  page.on("request", (outgoing) => sent.push(`${outgoing.url()} ${outgoing.postData() ?? ""}`));

  await page.goto("/");
  await page.getByRole("button", { name: /Paste/ }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill(kubeconfig);
  await dialog.getByRole("button", { name: "Attach and run" }).click();
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText("Blocked at kubeconfig");

  const diagnosis = sent.find((text) => text.includes("/api/diagnoses {"));
  expect(Object.keys(JSON.parse(diagnosis?.replace(/^\S+ /, "") ?? "{}").kubeconfig).sort()).toEqual([
    "caSha256",
    "context",
    "execCommandBasename",
    "proxyUrl",
    "server",
    "tlsServerName",
  ]);
  expect(sent.join("\n")).not.toContain(secret);
});

test("what cannot be used says why, and nothing typed is lost", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: /Paste/ }).first().click();
  const box = page.getByRole("dialog").getByRole("textbox");
  await box.fill("the coffee machine is broken");
  await expect(page.getByRole("dialog")).toContainText(/not recognised|unknown/i);
  await box.fill("apiVersion: v1\nkind: Config\nclusters: [");
  await expect(page.getByRole("dialog")).toContainText(/line|cannot|could not/i);
  await expect(box).toHaveValue("apiVersion: v1\nkind: Config\nclusters: [");
});
