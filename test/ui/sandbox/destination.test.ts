import { describe, expect, it } from "vitest";
import { handsOnRoutes } from "../../../src/ui/hands-on-routes.tsx";
import { destinationOf } from "../../../src/ui/sandbox/destination.ts";

describe("the page of the sandbox", () => {
  const { opens = "" } = handsOnRoutes.find(({ pattern }) => pattern === "/sandbox/") ?? {};

  it.each([
    "#world=w1",
    "#template=empty",
    "#template=empty&run=az+login",
    "#run=az+login&template=empty",
    "#share=x",
    "#world",
  ])("says before the app is there that %s opens an environment", (hash) => {
    expect(new RegExp(opens).test(hash)).toBe(true);
    expect(destinationOf(hash).kind).not.toBe("choose");
  });

  it.each(["", "#worlds", "#main", "#otherworld=w1"])("begins with the list at %j", (hash) => {
    expect(new RegExp(opens).test(hash)).toBe(false);
    expect(destinationOf(hash).kind).toBe("choose");
  });
});
