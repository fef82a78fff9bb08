import { describe, expect, it } from "vitest";
import { violations } from "../support/accessibility.ts";
import { browserSession, expectNoFaults, untilComplete } from "../support/session.ts";

const session = browserSession();
const undecided = { dismissed: [] };

/** Makes a visit the third one, in a browser that offers to install the page. */
const thirdVisit = () => {
  localStorage.setItem("drydock.visits", `2 ${Date.now() - 3_600_000}`);
  window.addEventListener("DOMContentLoaded", () => {
    const offer = Object.assign(new Event("beforeinstallprompt", { cancelable: true }), {
      prompt: () => {
        document.documentElement.dataset["prompted"] = "yes";
        return Promise.resolve();
      },
    });
    window.dispatchEvent(offer);
  });
};

describe("the install offer", () => {
  it("waits for the third visit", async () => {
    const { page } = await session.open("", { settings: undecided });
    await untilComplete(page);
    expect(await page.getByText("Install Drydock").count()).toBe(0);
  });

  it("hands over to the browser, or goes away permanently", async () => {
    const visit = await session.open("", { settings: undecided });
    const { page } = visit;
    await page.addInitScript(thirdVisit);
    await page.reload();
    await page.getByText("Install Drydock").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Install", exact: true }).click();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset["prompted"])).toBe("yes");
    await page.getByText("Install Drydock").waitFor({ state: "detached" });
    await page.reload();
    await untilComplete(page);
    expect(await page.getByText("Install Drydock").count()).toBe(0);
    expectNoFaults(visit);
  });
});

describe("the request to keep the data", () => {
  it("comes with the first result, says why, and is made once", async () => {
    const visit = await session.open("practice/", { settings: undecided });
    const { page } = visit;
    const finishQuiz = async () => {
      await page.getByRole("button", { name: /Start the quiz|Retake the quiz/ }).click();
      await page.getByRole("button", { name: "Submit now" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Submit" }).click();
      await page.locator(".results h1").waitFor();
    };
    await finishQuiz();
    await page.getByText("Browsers can delete").waitFor();
    await page.getByRole("button", { name: "Ask to keep my results" }).click();
    await page
      .getByRole("status")
      .filter({ hasText: /agree|will keep/ })
      .waitFor();
    await page.goto(visit.url("practice/"));
    await finishQuiz();
    expect(await page.getByText("Browsers can delete").count()).toBe(0);
    expectNoFaults(visit);
  });
});
