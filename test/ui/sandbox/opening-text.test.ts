import { expect, it } from "vitest";
import { openingText } from "../../../src/ui/sandbox/opening-text.ts";

it("says that the simulator starts only until it has answered", () => {
  expect(openingText(undefined, false)).toBe("The simulator is starting…");
  expect(openingText(undefined, true)).toBe("Opening the environment…");
});

it("says how many commands have run", () => {
  expect(openingText({ subject: "environment", done: 2, of: 5 }, false)).toBe(
    "Setting up the environment: 2 of 5 commands…",
  );
  expect(openingText({ subject: "link", done: 2, of: 5 }, true)).toBe("Running the steps of the link: 2 of 5…");
});
