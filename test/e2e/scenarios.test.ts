import { describe, expect, it } from "vitest";
import { violations } from "../support/accessibility.ts";
import { blockOf, terminalOf } from "../support/open-sandbox.ts";
import { browserSession, expectNoFaults } from "../support/session.ts";

const session = browserSession();

const scenarios = [
  {
    heading: "global-shop",
    last: "az acr replication create --registry contoso --location southeastasia",
    look: "az acr replication list --registry contoso --output table",
    shows: ["eastus", "westeurope", "southeastasia"],
  },
  { heading: "bank-signing", last: "kubectl get pods", look: "kubectl get pods", shows: ["1/1", "Running"] },
  {
    heading: "startup-tasks",
    last: "az acr task update --registry contoso --name rebuildapp --base-image-trigger-enabled true",
    look: "az acr task show --registry contoso --name rebuildapp --query trigger.baseImageTrigger.status --output tsv",
    shows: ["Enabled"],
  },
];

const sizes = [
  { width: 360, height: 740, theme: "dark" },
  { width: 768, height: 1024, theme: "light" },
  { width: 1440, height: 900, theme: "dark" },
];

describe("the scenarios of the chapter", () => {
  it.each(scenarios.map((scenario, at) => ({ ...scenario, ...sizes[at % sizes.length] })))(
    "$heading is done in the sandbox by keyboard, at $width px, $theme",
    async ({ heading, last, look, shows, theme, width, height }) => {
      const options = { viewport: { width: width ?? 360, height: height ?? 740 }, settings: { theme } };
      const visit = await session.open(`learn/scenarios/#${heading}`, options);
      const { page } = visit;
      const part = page.locator(`xpath=//h2[@id="${heading}"]/following::a[contains(@href, "sandbox/#")][1]`);
      await part.press("Enter");
      await blockOf(page, last).waitFor();
      await page.getByRole("button", { name: "+1 min" }).press("Enter");
      const { run } = terminalOf(page);
      const text = await (await run(look)).innerText();
      for (const part of shows) expect(text).toContain(part);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
      expectNoFaults(visit);
    },
  );
});
