import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Attempt, StoredResponse } from "../../src/assessment/attempt.ts";
import type { ScoredItem } from "../../src/assessment/item.ts";
import { plainText } from "../../src/assessment/plain-text.ts";
import { compileContent } from "../../src/content/build/compile.ts";
import type { BankItem } from "../../src/content/content.ts";
import { isAsked } from "../../src/content/family.ts";
import { browserSession, expectNoFaults } from "../support/session.ts";

const session = browserSession();
const { compiled } = compileContent(join(import.meta.dirname, "../.."));

const singlesOf = (items: readonly BankItem[]): ScoredItem[] =>
  items.flatMap(({ chapter }) => (chapter?.type === "single" ? [chapter] : [])).slice(0, 1);

/** Two single choices that are no longer asked: an earlier version of an item, and a variant that was withdrawn. */
const former = [
  ...singlesOf(compiled?.formerItems ?? []),
  ...singlesOf(compiled?.families.flatMap(({ variants }) => variants.filter((variant) => !isAsked(variant))) ?? []),
];

const choice = (item: ScoredItem, correct: boolean): string =>
  item.type === "single" ? (item.options.find((option) => option.correct === correct)?.id ?? "") : "";

/** An attempt as a device stored it before practice had sources, second tries and added questions. */
const recorded = (fields: Partial<Attempt> = {}): Attempt => ({
  id: "5d0f1d43-8c1c-4f0e-9d40-6a4d8f4a1c11",
  assessmentId: "objective:SKU-1",
  title: "Practice: Choosing a tier",
  profile: "chapter",
  feedback: "each",
  strict: false,
  items: former.map(({ id, version }) => ({ itemId: id, version, profile: "chapter", order: [] })),
  position: 0,
  startedAt: 1_700_000_000_000,
  ...fields,
});
const answer = (item: ScoredItem, correct: boolean): StoredResponse => ({
  attemptId: recorded().id,
  itemId: item.id,
  response: { type: "single", option: choice(item, correct) },
  checkedAt: 1_700_000_001_000,
  answeredAt: 1_700_000_001_000,
});

/** Puts rows into the database of the page, as an earlier version of the app did. */
const store = (page: Page, attempt: Attempt, responses: StoredResponse[]) =>
  page.evaluate(
    ([row, rows]) =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open("drydock");
        open.onerror = () => reject(new Error("no database"));
        open.onsuccess = () => {
          const transaction = open.result.transaction(["attempts", "responses"], "readwrite");
          transaction.objectStore("attempts").put(row);
          for (const response of rows) transaction.objectStore("responses").put(response);
          transaction.oncomplete = () => {
            open.result.close();
            resolve();
          };
          transaction.onerror = () => reject(new Error("not stored"));
        };
      }),
    [attempt, responses] as const,
  );

const stemOf = (item: ScoredItem | undefined): string =>
  plainText(item?.stem ?? "")
    .replaceAll(/\s+/g, " ")
    .slice(0, 60);

describe("an attempt made with an older bank", () => {
  const [first, second] = former;

  it("opens on the results page with the questions as they were and the score as it was", async () => {
    if (!first || !second) throw new Error("the bank has no former items");
    const visit = await session.open("practice/");
    await visit.page.getByText("No attempts yet.").waitFor();
    const scores = [
      { itemId: first.id, earned: 1, maximum: 1 },
      { itemId: second.id, earned: 0, maximum: 1 },
    ];
    await store(visit.page, recorded({ submittedAt: 1_700_000_002_000, scores }), [
      answer(first, true),
      answer(second, false),
    ]);
    await visit.page.goto(visit.url(`results/#${recorded().id}`));
    await visit.page.reload();
    await visit.page.getByRole("heading", { level: 1, name: "1 of 2 points, 50%" }).waitFor();
    expect(await visit.page.locator(".reviewed").count()).toBe(2);
    expect(await visit.page.getByText("no longer available").count()).toBe(0);
    const verdicts = visit.page.locator(".reviewed summary .tag");
    expect(await verdicts.first().innerText()).toBe("Correct");
    expect(await verdicts.nth(1).innerText()).toBe("Incorrect");
    const stems = (await visit.page.locator(".reviewed .stem").allTextContents()).map((text) =>
      text.replaceAll(/\s+/g, " "),
    );
    expect(stems[0]).toContain(stemOf(first));
    expect(stems[1]).toContain(stemOf(second));
    expectNoFaults(visit);
  });

  it("is resumed with the questions and verdicts as they were, without a second try, and scores every question", async () => {
    if (!first || !second) throw new Error("the bank has no former items");
    const visit = await session.open("practice/");
    await visit.page.getByText("No attempts yet.").waitFor();
    await store(visit.page, recorded(), [answer(first, false)]);
    await visit.page.reload();
    await visit.page.getByRole("link", { name: "Resume Practice: Choosing a tier" }).click();
    await visit.page.getByRole("heading", { level: 1, name: "question 1 of 2" }).waitFor();
    expect((await visit.page.locator(".item-form .stem").innerText()).replaceAll(/\s+/g, " ")).toContain(stemOf(first));
    expect(await visit.page.locator(".verdict").innerText()).toContain("Incorrect");
    expect(await visit.page.getByText("Correct answer").first().isVisible()).toBe(true);
    expect(await visit.page.locator(".try-again").count()).toBe(0);
    await visit.page.keyboard.press("n");
    await visit.page.getByRole("heading", { level: 1, name: "question 2 of 2" }).waitFor();
    await visit.page.getByRole("button", { name: "End practice" }).first().click();
    await visit.page.getByRole("dialog").getByRole("button", { name: "End practice" }).click();
    await visit.page.getByRole("heading", { level: 1, name: "0 of 2 points, 0%" }).waitFor();
    expectNoFaults(visit);
  });
});
