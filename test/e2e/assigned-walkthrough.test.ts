import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Assignment } from "../../src/assignment/assignment.ts";
import { assignmentHash } from "../../src/assignment/identity.ts";
import { packAssignment } from "../../src/assignment/link.ts";
import { loadItems } from "../../src/content/course.ts";
import { violations } from "../support/accessibility.ts";
import { answerByKeyboard } from "../support/answer-item.ts";
import { anAssignment, instructorKeys } from "../support/assignments.ts";
import { openGradebookOf } from "../support/open-gradebook.ts";
import { blockOf, terminalOf } from "../support/open-sandbox.ts";
import { browserSession, expectNoFaults, type Visit } from "../support/session.ts";

const session = browserSession();
const walkthrough = { kind: "walkthrough" as const, id: "create", title: "Create a registry", points: 10 };

/** An assignment that is due tomorrow: the walkthrough, and one question unless told otherwise. */
async function anAssignmentOf(fields: Partial<Assignment> = {}): Promise<Assignment> {
  const single = (await loadItems()).find(
    ({ status, chapter }) => status === "live" && chapter?.type === "single" && chapter.case === undefined,
  )?.chapter;
  if (!single) throw new Error("no single choice");
  const from = [{ id: single.id, version: single.version }];
  return anAssignment({
    dueAt: Date.now() + 86_400_000,
    parts: [{ kind: "items", title: "", from, same: true }, walkthrough],
    ...fields,
  });
}

/** Goes from the assignment to its walkthrough, does the first two steps, and comes back. */
async function doTwoSteps({ page, url }: Visit, assignment: Assignment): Promise<void> {
  await page.getByText("0 of 5 steps done · 10 points").waitFor();
  await page.getByRole("link", { name: walkthrough.title }).click();
  for (const line of ["az group create -n shop-rg -l eastus", "az acr check-name -n contoso"]) {
    const { field } = terminalOf(page);
    await field.focus();
    await page.keyboard.type(line);
    await page.keyboard.press("Enter");
    await blockOf(page, line).waitFor();
  }
  await page.getByRole("navigation", { name: "Steps, 2 of 5 done" }).waitFor();
  await page.goto(url(`a/#at/${assignmentHash(assignment)}`));
  await page.getByText("2 of 5 steps done · 10 points").waitFor();
}

async function enterLearner(page: Page): Promise<void> {
  await page.getByLabel("Email address").fill("kim@example.org");
  await page.getByLabel("Your name").fill("Kim");
}

/** Returns the code of the submission once it is sealed. */
async function submitted(page: Page): Promise<string> {
  await page.getByRole("heading", { name: "Attempt 1: send it to your instructor" }).waitFor();
  await page.getByText("Show the code").click();
  return page.getByRole("textbox", { name: "Code of the submission" }).inputValue();
}

/** Hands a submission to the gradebook and opens its learner. */
async function receive(page: Page, code: string): Promise<void> {
  await page.getByLabel("Choose files").setInputFiles({
    name: "kim.acrsub",
    mimeType: "application/octet-stream",
    buffer: Buffer.from(code, "base64url"),
  });
  await page.getByText("1 submission added.").waitFor();
  await page.getByRole("button", { name: "Kim", exact: true }).click();
  await page.getByRole("heading", { name: "Kim", exact: true }).waitFor();
}

describe("a walkthrough of an assignment", () => {
  it("is done in the terminal, submitted with the answers, and graded by repeating its commands", async () => {
    const assignment = await anAssignmentOf();
    const visit = await session.open(`a/#${await packAssignment(assignment, instructorKeys.sign)}`);
    const { page } = visit;
    await page.getByRole("heading", { level: 1, name: assignment.title }).waitFor();
    await doTwoSteps(visit, assignment);
    expect(await violations(page)).toEqual([]);
    await enterLearner(page);
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: /^Question 1 of 1/ }).waitFor();
    await answerByKeyboard(page);
    await page.keyboard.press("r");
    await page.getByRole("button", { name: "Submit the assignment" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Submit" }).click();
    const code = await submitted(page);
    expectNoFaults(visit);

    const desk = await session.open("assign/gradebook/");
    await openGradebookOf(desk, assignment);
    await receive(desk.page, code);
    await desk.page.getByText("Walkthrough Create a registry: 4 of 10 points. 2 of 5 steps done.").waitFor();
    await desk.page.getByText("5 of 11 points, 45%").waitFor();
    expect(await violations(desk.page)).toEqual([]);
    expectNoFaults(desk);
  });

  it("is submitted from the assignment’s page where there are no questions", async () => {
    const assignment = await anAssignmentOf({ parts: [walkthrough] });
    const visit = await session.open(`a/#${await packAssignment(assignment, instructorKeys.sign)}`);
    const { page } = visit;
    await doTwoSteps(visit, assignment);
    await enterLearner(page);
    await page.getByRole("button", { name: "Submit", exact: true }).click();
    const code = await submitted(page);
    expectNoFaults(visit);

    const desk = await session.open("assign/gradebook/");
    await openGradebookOf(desk, assignment);
    await receive(desk.page, code);
    await desk.page.getByText("4 of 10 points, 40%").waitFor();
    expectNoFaults(desk);
  });

  it("in which a password was typed isn’t submitted: the page says why, and nothing is lost", async () => {
    const assignment = await anAssignmentOf({ parts: [walkthrough] });
    const visit = await session.open("walkthroughs/create/try/#level=alone");
    const { page } = visit;
    const { field } = terminalOf(page);
    await field.focus();
    await page.keyboard.type("docker login contoso.azurecr.io -u someone");
    await page.keyboard.press("Enter");
    await page.locator(".answer-line input").fill("secret");
    await page.keyboard.press("Enter");
    await blockOf(page, "docker login contoso.azurecr.io -u someone").waitFor();
    await page.goto(visit.url(`a/#${await packAssignment(assignment, instructorKeys.sign)}`));
    await enterLearner(page);
    await page.getByRole("button", { name: "Submit", exact: true }).click();
    const alert = page.getByRole("alert").filter({ hasText: "can’t be submitted" });
    await alert.waitFor();
    expect(await alert.innerText()).toContain("asked for a password");
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await alert.getByRole("button", { name: "Submit without it" }).click();
    expect(await submitted(page)).not.toBe("");
    expectNoFaults(visit);
  });
});
