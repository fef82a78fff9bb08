import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(join(import.meta.dirname, "../../../src/ui/shared/tokens.css"), "utf8");

const tokensOf = (selector: string): Map<string, string> => {
  const block = css.slice(css.indexOf(`${selector} {`)).split("}")[0] ?? "";
  return new Map([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map((match) => [match[1] ?? "", match[2] ?? ""]));
};

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(color: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(color), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const text = ["text", "muted", "accent", "right", "wrong", "caution", "note"];
const grounds = ["ground", "surface"];
const washes = ["right", "wrong", "caution", "note", "accent"];

describe.each([":root", '[data-theme="dark"]'])("the colors of %s", (selector) => {
  const tokens = tokensOf(selector);
  const ratio = (name: string, other: string) => contrast(tokens.get(name) ?? "", tokens.get(other) ?? "");

  it.each(text.flatMap((name) => grounds.map((ground) => [name, ground] as const)))(
    "%s is readable on %s",
    (name, ground) => expect(ratio(name, ground)).toBeGreaterThanOrEqual(4.5),
  );

  it.each(washes)("%s is readable on its own wash", (name) =>
    expect(ratio(name, `${name}-wash`)).toBeGreaterThanOrEqual(4.5),
  );

  it("have enough contrast for text on the accent color", () =>
    expect(ratio("accent-text", "accent")).toBeGreaterThanOrEqual(4.5));

  it.each(["control", "focus"])("%s contrasts with its background", (name) => {
    for (const ground of grounds) expect(ratio(name, ground)).toBeGreaterThanOrEqual(3);
  });
});
