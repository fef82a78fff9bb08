import { describe, expect, it } from "vitest";
import { findApi } from "../../../src/assignment/scorm/find-api.ts";
import { strictScorm12, strictScorm2004 } from "./strict-lms.ts";

const { api: api12 } = strictScorm12();
const { api: api2004 } = strictScorm2004();

interface Page {
  parent?: unknown;
  opener?: unknown;
  API?: unknown;
  API_1484_11?: unknown;
}
/** A topmost window: its own parent. */
const top = (page: Page = {}): Page => {
  const made: Page = { ...page };
  made.parent = made;
  return made;
};
const below = (depth: number, root: Page): Page => (depth === 0 ? root : { parent: below(depth - 1, root) });

describe("the search for the LMS", () => {
  it("finds each version in the page's parents", () => {
    expect(findApi(below(3, top({ API: api12 })), "1.2")).toEqual({ ok: true, value: { version: "1.2", api: api12 } });
    expect(findApi(below(1, top({ API_1484_11: api2004 })), "2004")).toMatchObject({ value: { version: "2004" } });
  });

  it("finds it in the window that opened the page or its topmost parent, and in that window's parents", () => {
    const lms = below(2, top({ API: api12 }));
    expect(findApi(top({ opener: lms }), "1.2").ok).toBe(true);
    expect(findApi(below(2, top({ opener: lms })), "1.2").ok).toBe(true);
  });

  it("prefers the package's version where the LMS offers both, and falls back to the other one", () => {
    const both = top({ API: api12, API_1484_11: api2004 });
    expect(findApi(both, "1.2")).toMatchObject({ value: { version: "1.2" } });
    expect(findApi(both, "2004")).toMatchObject({ value: { version: "2004" } });
    expect(findApi(top({ API: api12 }), "2004")).toMatchObject({ value: { version: "1.2" } });
  });

  it("searches at most 500 parents", () => {
    expect(findApi(below(500, top({ API: api12 })), "1.2").ok).toBe(true);
    expect(findApi(below(501, top({ API: api12 })), "1.2").ok).toBe(false);
    const endless: Page = {};
    Object.defineProperty(endless, "parent", {
      get: () => ({ ...Object.getOwnPropertyDescriptors({}), parent: endless }),
    });
    expect(findApi(endless, "1.2").ok).toBe(false);
  });

  it("passes windows of another origin, whose properties throw", () => {
    const foreign = new Proxy(
      {},
      {
        get: (_, name) => {
          if (name === "parent") return top({ API: api12 });
          throw new Error("Blocked a frame from accessing a cross-origin frame");
        },
      },
    );
    expect(findApi({ parent: foreign }, "1.2").ok).toBe(true);
  });

  it("ignores objects named API that aren't one", () => {
    expect(findApi({ API: { version: 3 }, parent: top({ API: api12 }) }, "1.2")).toMatchObject({
      value: { api: api12 },
    });
    expect(findApi(top({ API: null }), "1.2").ok).toBe(false);
  });

  it("says that nothing will be recorded when there is no LMS", () => {
    const result = findApi(top(), "1.2");
    expect(result.ok ? "" : result.error.message).toMatch(/^No LMS was found, so nothing will be recorded\./);
  });
});
