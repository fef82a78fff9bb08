import { describe, expect, it } from "vitest";
import { htmlOf } from "../../../src/assignment/formats/rich-html.ts";
import { readRich } from "../../../src/assignment/formats/read-rich.ts";

const read = (html: string): string => htmlOf(readRich(html).nodes);

describe("HTML of any origin, read as plain formatting", () => {
  it("has no paragraph in a paragraph", () => {
    expect(read("<blockquote><p>quoted</p></blockquote>")).toBe("<p>quoted</p>");
    expect(read("<div>before<ul><li>one</li></ul>after</div>")).toBe("<p>before</p><ul><li>one</li></ul><p>after</p>");
  });

  it("has a body in every table, also around bare rows and a lone head", () => {
    expect(read("<table><tr><td>a</td></tr></table>")).toBe("<table><tbody><tr><td>a</td></tr></tbody></table>");
    expect(read("<table><thead><tr><th>a</th></tr></thead></table>")).toBe(
      "<table><tbody><tr><th>a</th></tr></tbody></table>",
    );
    expect(read("<table><thead><tr><th>a</th></tr></thead>\n<tr><td>b</td></tr></table>")).toBe(
      "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
    );
  });

  it("has what a table says besides its rows above it, and no table without rows", () => {
    expect(read("<table><caption>Tiers</caption><tr><td>a</td></tr></table>")).toBe(
      "<p>Tiers</p><table><tbody><tr><td>a</td></tr></tbody></table>",
    );
    expect(read("<table>words</table>")).toBe("words");
  });
});
