import { describe, expect, it } from "vitest";
import { violations } from "../support/accessibility.ts";
import { browserSession, expectNoFaults } from "../support/session.ts";

const session = browserSession();

describe("the commands", () => {
  it("are found by name, opened and linked to", async () => {
    const visit = await session.open("reference/");
    const { page } = visit;
    await page.getByRole("searchbox", { name: "Find a command" }).fill("replication create");
    await expect.poll(() => page.locator(".commands > li").count()).toBe(1);
    await page.locator(".commands summary").click();
    await page.getByText("--location, -l").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("combobox", { name: "Program" }).selectOption("helm");
    await page.getByRole("searchbox", { name: "Find a command" }).fill("nothing like it");
    await page.getByText(/No helm command matches/).waitFor();
    await page.goto(visit.url("reference/#docker-push"));
    await page.reload();
    await page.locator("#docker-push details[open]").waitFor();
    expect(await page.getByRole("combobox", { name: "Program" }).inputValue()).toBe("docker");
    expectNoFaults(visit);
  });
});
