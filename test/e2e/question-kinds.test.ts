import { describe, expect, it } from "vitest";
import { violations } from "../support/accessibility.ts";
import { browserSession, expectNoFaults } from "../support/session.ts";

const session = browserSession();
const phone = { viewport: { width: 360, height: 740 } };

const overflow = "document.documentElement.scrollWidth - window.innerWidth";

describe("a proposed solution of a series", () => {
  it("shows situation and goal, takes a number key as its answer, and tells why", async () => {
    const visit = await session.open("practice/#item-far-pulls-c", phone);
    const { page } = visit;
    await page.locator(".series-goal").waitFor();
    await page.keyboard.press("2");
    expect(await page.getByLabel("No", { exact: true }).isChecked()).toBe(true);
    expect(await page.evaluate(overflow)).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("n");
    await expect.poll(() => page.locator(".verdict").innerText()).toMatch(/^Correct/);
    expect(await page.locator(".feedback .why").innerText()).toContain("after the push has finished");
    expectNoFaults(visit);
  });
});

describe("a question of a case study", () => {
  it("has the case's tabs beside it, moved through by arrow keys, and above it on a phone", async () => {
    const visit = await session.open("practice/#item-global-shop-d");
    const { page } = visit;
    const tabs = page.getByRole("tablist", { name: "Case study: The global shop" });
    await tabs.getByRole("tab", { selected: true }).focus();
    await page.keyboard.press("ArrowRight");
    expect(await tabs.getByRole("tab", { selected: true }).innerText()).toBe("Existing environment");
    expect(await page.getByRole("tabpanel").innerText()).toContain("shop-asia");
    await page.keyboard.press("End");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Problem statement");
    const panel = await page.locator(".case").boundingBox();
    const question = await page.locator(".item-form").boundingBox();
    expect((panel?.x ?? 0) + (panel?.width ?? 0)).toBeLessThanOrEqual(question?.x ?? 0);
    expect(await violations(page)).toEqual([]);

    await page.setViewportSize(phone.viewport);
    expect(await page.evaluate(overflow)).toBe(0);
    await page.locator(".case > summary").click();
    expect(await page.getByRole("tabpanel").isVisible()).toBe(false);
    expectNoFaults(visit);
  });
});

describe("a typed command", () => {
  it("is answered in a terminal, survives a reload, and is reviewed with what was entered", async () => {
    const visit = await session.open("practice/#item-reg-2-command");
    const { page } = visit;
    const line = page.locator(".command-terminal textarea");
    const met = page.locator(".command-goals [data-met]");
    const enter = async (command: string) => {
      await line.fill(command);
      await page.keyboard.press("Enter");
    };
    await line.waitFor();
    await page.keyboard.press("1");
    expect(await line.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await page.getByRole("button", { name: "Check", exact: true }).isDisabled()).toBe(true);
    await enter("az acr create --name fabrikamimages --resource-group shop-rg --sku Basic --location westeurope");
    await expect.poll(() => met.count()).toBe(1);
    await page.getByText("Saved", { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);

    await page.reload();
    await expect.poll(() => met.count()).toBe(1);
    await page.locator(".command-terminal .block").first().waitFor();
    await enter("az acr update --name fabrikamimages --sku Standard");
    await expect.poll(() => met.count()).toBe(2);
    await page.locator(".command-terminal .block").nth(1).waitFor();
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await expect.poll(() => page.locator(".verdict").innerText()).toMatch(/^Correct\s+2 \/ 2/);
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Show results" }).click();
    await page.getByRole("button", { name: "Show all answers" }).click();
    expect(await page.getByRole("list", { name: "Your commands" }).innerText()).toContain("--sku Basic");
    // The environment of a question isn't among the learner's environments.
    await page.goto(visit.url("sandbox/"));
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    expect(await page.getByText("Typed command").count()).toBe(0);
    expectNoFaults(visit);
  });

  it("runs the commands of an answer again where its environment is gone", async () => {
    const visit = await session.open("practice/#item-reg-2-command", phone);
    const { page } = visit;
    await page.locator(".command-terminal textarea").fill("az acr create -n fabrikamimages -g shop-rg --sku Standard");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator(".command-goals [data-met]").count()).toBe(1);
    await page.getByText("Saved", { exact: true }).waitFor();
    expect(await page.evaluate(overflow)).toBe(0);
    const address = page.url();
    await page.goto(visit.url("learn/"));
    await page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open("drydock");
          opening.addEventListener("error", () => reject(new Error("no database")));
          opening.addEventListener("success", () => {
            const change = opening.result.transaction("worlds", "readwrite");
            change.objectStore("worlds").clear();
            change.addEventListener("complete", () => {
              opening.result.close();
              resolve();
            });
          });
        }),
    );
    await page.goto(address);
    await expect.poll(() => page.locator(".command-terminal .block").count()).toBe(1);
    await expect.poll(() => page.locator(".command-goals [data-met]").count()).toBe(1);
    expectNoFaults(visit);
  });
});

describe("practice of an objective", () => {
  it("begins from the list of objectives, with the typed commands first that were asked for", async () => {
    const visit = await session.open("practice/");
    const { page } = visit;
    await page.getByText("questions fit.").waitFor();
    await page.getByText("Objective", { exact: true }).click();
    await page.getByRole("combobox", { name: "Objective" }).selectOption("REG-2");
    await page.getByText("Types and difficulty").click();
    await page.getByText("Typed command", { exact: true }).click();
    await page.getByText("Only 1 question fits your choice.").waitFor();
    await page.getByRole("button", { name: "Start practice" }).click();
    await page.locator(".item-form").waitFor();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe(
      "Practice: Creating a registry: question 1 of 10",
    );
    expect(await page.locator(".item-form .stem").innerText()).toContain("fabrikamimages");
    expectNoFaults(visit);
  });
});
