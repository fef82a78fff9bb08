import { it } from "vitest";
import { expectNothingLost } from "../support/kills.ts";

it("keeps all that the server acknowledged through 20 kills at random moments of a push loop", () =>
  expectNothingLost(20, 20_261_129));
