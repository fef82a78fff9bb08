import { expect, it } from "vitest";
import { browserSession, expectNoFaults } from "../support/session.ts";

const session = browserSession();

it("the questions are printed with and without their answers, and the cheat sheet beside them", async () => {
  const visit = await session.open("print/questions/");
  const { page } = visit;
  await page.getByRole("combobox").selectOption("all");
  const questions = page.getByRole("region", { name: "Questions" });
  await questions.waitFor();
  const answers = page.getByRole("checkbox", { name: /^Answers at the end/ });
  await answers.check();
  await page.getByRole("region", { name: "Answers" }).waitFor();
  await answers.uncheck();
  await expect.poll(() => page.getByRole("region", { name: "Answers" }).count()).toBe(0);
  await page.emulateMedia({ media: "print" });
  expect(await answers.isVisible()).toBe(false);
  expect((await questions.innerText()).length).toBeGreaterThan(10_000);
  await page.emulateMedia({ media: "screen" });
  await page.goto(visit.url("print/cheat-sheet/"));
  await page.getByRole("table").first().waitFor();
  expectNoFaults(visit);
});

it("a result is printed with its points, and without what only the screen needs", async () => {
  const visit = await session.open("practice/#pretest");
  const { page } = visit;
  await page.getByRole("button", { name: "Submit now" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Submit" }).click();
  const points = page.getByRole("heading", { name: /^0 of \d+ points/ });
  await points.waitFor();
  await page.emulateMedia({ media: "print" });
  expect(await points.isVisible()).toBe(true);
  expect(await page.getByRole("navigation", { name: "Main" }).first().isVisible()).toBe(false);
  expectNoFaults(visit);
});
