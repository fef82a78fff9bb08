import { expect, it } from "vitest";
import { isLeftToBrowser } from "../../src/offline/left-to-browser.ts";

const scope = "https://example.org/acr/";

it.each([
  ["https://example.org/acr/au/?endpoint=x", true],
  ["https://example.org/acr/au", true],
  ["https://example.org/acr/au/assets/au-main.js", true],
  ["https://lms.example/xapi/statements", true],
  ["https://example.org/acr/", false],
  ["https://example.org/acr/author/", false],
  ["https://example.org/acr/learn/au/", false],
])("leaves %s to the browser: %s", (url, isLeft) => expect(isLeftToBrowser(url, scope)).toBe(isLeft));
