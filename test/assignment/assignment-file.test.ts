import { describe, expect, it } from "vitest";
import { assignmentFile, draftFileText, fileName, readAssignmentFile } from "../../src/assignment/assignment-file.ts";
import { aDraft } from "../support/assignments.ts";

const codeOf = (text: string) => {
  const read = readAssignmentFile(text);
  return read.ok ? read.value.kind : read.error.code;
};

describe("a file with an assignment", () => {
  it("gives back what was saved: an assignment as its link, or a draft", () => {
    const text = assignmentFile("Tiers", "AbC-_9");
    expect(readAssignmentFile(text)).toEqual({ ok: true, value: { kind: "issued", payload: "AbC-_9" } });
    // Whoever looks for a link in any text finds it in the file too.
    expect(/\/a\/?#([\w-]+)/.exec(text)?.[1]).toBe("AbC-_9");
    const draft = aDraft({ instructions: "Line one\nLine two", parts: [{ kind: "items", ids: ["sku-1"], count: 1 }] });
    expect(readAssignmentFile(draftFileText(draft))).toEqual({ ok: true, value: { kind: "draft", draft } });
  });

  it("rejects what isn't one, and says which: another file, a newer format, a damaged one, a huge one", () => {
    expect(codeOf("Dear class")).toBe("notAssignment");
    expect(codeOf('{"format":"drydock-keys","version":1}')).toBe("notAssignment");
    expect(codeOf('{"format":"drydock-assignment","version":2,"link":"x"}')).toBe("newerVersion");
    expect(codeOf('{"format":"drydock-assignment","version":1,"link":"https://example.org"}')).toBe("damaged");
    expect(codeOf('{"format":"drydock-draft","version":1,"draft":{"v":1}}')).toBe("damaged");
    expect(codeOf("x".repeat(2_000_001))).toBe("tooLarge");
  });

  it("has a name of ASCII letters for any title", () => {
    expect(fileName("Übung 3: Tiers & SKUs", "acrasg")).toBe("ubung-3-tiers-skus.acrasg");
    expect(fileName("演習", "acrasg")).toBe("assignment.acrasg");
  });
});
