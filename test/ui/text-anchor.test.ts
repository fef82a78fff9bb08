import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findAnchor, mostChanged, quote } from "../../src/ui/chapter/text-anchor.ts";

const intro = "A registry stores images. Each image has a manifest that names its layers.";
const replication =
  "Geo-replication copies every image to the regions you choose. The carrying of images is asynchronous, so a replica lags behind.";
const tags = "A tag can move from one manifest to another. A digest never moves.";
const blocks = [intro, replication, tags];

/** The mark that a reader made on a passage of a text. */
const markOn = (text: string, passage: string) => {
  const start = text.indexOf(passage);
  return quote(text, start, start + passage.length);
};
const found = (texts: string[], mark: ReturnType<typeof quote>, own?: number) => {
  const anchor = findAnchor(texts, mark, own);
  return anchor && { text: texts[anchor.block]?.slice(anchor.start, anchor.end), changed: anchor.changed };
};

describe("a highlight", () => {
  it("is found where it was made, among equal passages by the text around it", () => {
    const mark = markOn(tags, "manifest");
    expect(found(blocks, mark, 2)).toEqual({ text: "manifest", changed: false });
    expect(findAnchor(blocks, mark, 2)?.block).toBe(2);
    expect(findAnchor(blocks, mark)?.block).toBe(2);
  });

  it("is found in a block that moved or was split", () => {
    const mark = markOn(replication, "a replica lags behind");
    expect(
      findAnchor([tags, "The carrying of images is asynchronous, so a replica lags behind.", intro], mark),
    ).toMatchObject({
      block: 1,
      changed: false,
    });
  });

  it("follows a sentence that was reworded a little, as whole words", () => {
    const mark = markOn(replication, "The carrying of images is asynchronous, so a replica lags behind.");
    const reworded = replication.replace("The carrying of images", "Replication of images");
    expect(found([intro, reworded, tags], mark)).toEqual({
      text: "Replication of images is asynchronous, so a replica lags behind.",
      changed: true,
    });
  });

  it("takes the closest of several reworded sentences", () => {
    const mark = markOn(intro, "Each image has a manifest that names its layers.");
    const texts = [
      "Each image has one manifest that lists its many layers.",
      "Every image has a manifest that names its layers.",
    ];
    expect(findAnchor(texts, mark)?.block).toBe(1);
  });

  it("is dropped when the sentence changed a lot", () => {
    const mark = markOn(replication, "The carrying of images is asynchronous, so a replica lags behind.");
    expect(
      findAnchor(
        [intro, "Replicas are eventually consistent: it takes a while until they have a new image.", tags],
        mark,
      ),
    ).toBeNull();
  });

  it("of one or two words isn't moved to the same word elsewhere", () => {
    const mark = markOn(tags, "A tag");
    expect(findAnchor([intro, "Give it a name. A tag has at most 128 characters."], mark)).toBeNull();
  });

  it("is never placed on a text with more changes than the limit", () => {
    const word = fc.constantFrom("a", "tag", "image", "region", "layer", "moves", "pulls", "to", "from");
    const words = fc.array(word, { minLength: 8, maxLength: 40 });
    const changes = fc.array(fc.tuple(fc.nat(39), word), { maxLength: 20 });
    let placed = 0;
    fc.assert(
      fc.property(words, changes, (before, changed) => {
        const after = [...before];
        for (const [at, other] of changed) after[at % after.length] = other;
        const mark = quote(before.join(" "), 0, before.join(" ").length);
        const anchor = findAnchor([after.join(" ")], mark);
        if (!anchor?.changed) return;
        placed++;
        // Widening to whole words adds at most the longest word at each end.
        const length = anchor.end - anchor.start;
        expect(Math.abs(length - mark.exact.length)).toBeLessThanOrEqual(mark.exact.length * mostChanged + 12);
      }),
    );
    expect(placed).toBeGreaterThan(10);
  });
});
