import { describe, expect, it } from "vitest";
import { momentText } from "../../../src/ui/assigned/moment.ts";
import { durationText } from "../../../src/ui/shared/duration-text.ts";

const at = Date.UTC(2026, 11, 18, 17);

describe("a moment of an assignment", () => {
  it("has its weekday in the learner's time zone and in the instructor's", () => {
    const { own, instructor } = momentText(at, "Europe/Berlin", "Asia/Tokyo");
    expect(own).toMatch(/^Saturday, December 19, 2026.* 2:00\sAM GMT\+9$/);
    expect(instructor).toMatch(/^Friday, December 18, 2026.* 6:00\sPM GMT\+1$/);
  });

  it("appears once where both clocks agree, and in the learner's zone when the other is unknown", () => {
    expect(momentText(at, "Europe/Paris", "Europe/Berlin")).not.toHaveProperty("instructor");
    expect(momentText(at, "No/Where", "Europe/Berlin")).not.toHaveProperty("instructor");
  });

  it("lasts minutes, or hours when there are many", () => {
    expect([45, 1800, 5400, 7500, 7200].map(durationText)).toEqual(["45 s", "30 min", "90 min", "2 h 5 min", "2 h"]);
  });
});
