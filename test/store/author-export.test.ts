import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { ownItemId } from "../../src/assignment/own-question.ts";
import { loadItems } from "../../src/content/course.ts";
import { exportAssignment, exportFormats } from "../../src/store/author-export.ts";
import { ownQuestions } from "../assignment/some-questions.ts";
import { anAssignment } from "../support/assignments.ts";

/** An assignment of six questions of the bank and all types of own questions. */
async function issued() {
  const bank = (await loadItems()).filter(
    ({ status, type, chapter }) => status === "live" && type === "single" && chapter,
  );
  const from = [
    ...bank.slice(0, 6).map(({ id, chapter }) => ({ id, version: chapter?.version ?? 0 })),
    ...ownQuestions.map(({ id, revision }) => ({ id: ownItemId(id), version: revision })),
  ];
  return anAssignment({ own: ownQuestions, parts: [{ kind: "items", title: "", from, same: true }] });
}

describe("an issued assignment for a learning platform", () => {
  it("is a file in each format, with the questions of the bank and those that the instructor wrote", async () => {
    const assignment = await issued();
    const files = await Promise.all(exportFormats.map((format) => exportAssignment(assignment, format)));
    expect(files.map(({ name }) => name)).toEqual([
      "tiers-and-replication.xml",
      "tiers-and-replication.gift.txt",
      "tiers-and-replication.imscc",
      "tiers-and-replication.qti.zip",
    ]);
    const texts = files.map(({ content }) =>
      typeof content === "string"
        ? content
        : Object.values(unzipSync(content))
            .map((bytes) => new TextDecoder().decode(bytes))
            .join("\n"),
    );
    for (const [at, text] of texts.entries()) {
      expect(text).toContain("az acr login");
      expect(files[at]?.questions).toBeGreaterThanOrEqual(6);
      expect(files[at]?.omissions.map(({ reason }) => reason)).toContain(
        "The dates aren’t in the file. Set them in your LMS.",
      );
    }
    expect(texts[0]?.match(/<question type="(?!category)/g)?.length).toBe(files[0]?.questions);
  });

  it("says which questions a format leaves out", async () => {
    const assignment = await issued();
    const { omissions, questions } = await exportAssignment(assignment, "common-cartridge");
    const leftOut = new Set(omissions.filter(({ isWhole }) => isWhole).flatMap((line) => line.questions));
    expect(leftOut.size).toBeGreaterThan(0);
    expect(questions + leftOut.size).toBe(6 + ownQuestions.length);
  });
});
