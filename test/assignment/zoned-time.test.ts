import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isKnownZone, zonedTime } from "../../src/assignment/zoned-time.ts";
import { distanceText, momentText, wallTimeOf, zoneCity } from "../../src/assignment/zoned-text.ts";

const instant = (wall: string, zone: string, edge: "start" | "end" = "start") => {
  const read = zonedTime(wall, zone, edge);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
};

describe("a wall time in a zone", () => {
  it("is an instant that follows summer time", () => {
    expect(instant("2026-12-18T17:00", "Europe/Berlin")).toEqual({ at: Date.UTC(2026, 11, 18, 16) });
    expect(instant("2026-07-18T17:00", "Europe/Berlin")).toEqual({ at: Date.UTC(2026, 6, 18, 15) });
    expect(instant("2026-12-18T17:00", "Asia/Kathmandu")).toEqual({ at: Date.UTC(2026, 11, 18, 11, 15) });
  });

  it("ends with the day at 23:59, and opens at 23:59 to the minute", () => {
    expect(instant("2026-12-18T23:59", "Europe/Berlin", "end").at).toBe(Date.UTC(2026, 11, 18, 23));
    expect(instant("2026-12-18T23:58", "Europe/Berlin", "end").at).toBe(Date.UTC(2026, 11, 18, 22, 58));
    expect(instant("2026-12-18T23:59", "Europe/Berlin", "start").at).toBe(Date.UTC(2026, 11, 18, 22, 59));
  });

  it("in the hour that the clocks skip counts as an hour later, and says so", () => {
    const { at, note } = instant("2026-03-29T02:30", "Europe/Berlin", "end");
    expect(at).toBe(Date.UTC(2026, 2, 29, 1, 30));
    expect(note).toBe(
      "02:30 doesn’t exist on Sun 29 Mar 2026 in Berlin, because the clocks go forward. It counts as 03:30.",
    );
  });

  it("in the hour that comes twice opens at the first and ends at the second, and says so", () => {
    const due = instant("2026-10-25T02:30", "Europe/Berlin", "end");
    expect(due.at).toBe(Date.UTC(2026, 9, 25, 1, 30));
    expect(due.note).toBe(
      "02:30 comes twice on Sun 25 Oct 2026 in Berlin, because the clocks go back by 60 minutes. The second one counts.",
    );
    const opens = instant("2026-10-25T02:30", "Europe/Berlin", "start");
    expect(opens.at).toBe(Date.UTC(2026, 9, 25, 0, 30));
    expect(opens.note).toContain("The first one counts.");
  });

  it("ends with the day also where the clocks change at midnight", () => {
    // In Santiago, the day of September 6, 2026 begins at 01:00; on April 5 the last hour of the day before comes twice.
    expect(instant("2026-09-05T23:59", "America/Santiago", "end")).toEqual({ at: Date.UTC(2026, 8, 6, 4) });
    expect(instant("2026-04-04T23:59", "America/Santiago", "end").at).toBe(Date.UTC(2026, 3, 5, 4));
  });

  it("counts a day that a zone left out as the next one", () => {
    // Samoa had no December 30, 2011.
    const { at, note } = instant("2011-12-30T12:00", "Pacific/Apia", "end");
    expect(at).toBe(Date.UTC(2011, 11, 30, 22));
    expect(note).toContain("doesn’t exist");
  });

  it("is rejected with what to do when zone or date aren't known", () => {
    expect(zonedTime("2026-12-18T17:00", "Europe/Atlantis", "end")).toEqual({
      ok: false,
      error: {
        code: "unknownZone",
        message: "This browser doesn’t know the time zone “Europe/Atlantis”. Choose one from the list.",
      },
    });
    for (const wall of ["", "2026-02-30T10:00", "2026-12-18", "2026-12-18T24:00"]) {
      expect(zonedTime(wall, "UTC", "end")).toMatchObject({ ok: false, error: { code: "notATime" } });
    }
    expect([isKnownZone("Europe/Berlin"), isKnownZone("")]).toEqual([true, false]);
  });

  it("comes back from its instant as it was entered, but for skipped times", () => {
    const zones = fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "UTC");
    const minutes = fc.integer({ min: Date.UTC(2020, 0) / 60_000, max: Date.UTC(2035, 0) / 60_000 });
    fc.assert(
      fc.property(zones, minutes, fc.constantFrom("start" as const, "end" as const), (zone, minute, edge) => {
        const wall = new Date(minute * 60_000).toISOString().slice(0, 16);
        const { at, note } = instant(wall, zone, edge);
        // Midnight as an end is the end of the day before.
        if (edge === "end" && wall.endsWith("T00:00")) return;
        if (note === undefined || !note.includes("doesn’t exist")) expect(wallTimeOf(at, zone, edge)).toBe(wall);
      }),
    );
  });
});

describe("an instant in words", () => {
  it("names the day, and 24:00 for an end at midnight", () => {
    const midnight = Date.UTC(2026, 11, 18, 23);
    expect(momentText(midnight, "Europe/Berlin", "end")).toBe("Fri 18 Dec 2026, 24:00");
    expect(momentText(midnight, "Europe/Berlin", "start")).toBe("Sat 19 Dec 2026, 00:00");
    expect(momentText(midnight, "America/New_York", "end")).toBe("Fri 18 Dec 2026, 18:00");
    expect(momentText(8.64e15, "Pacific/Kiritimati", "start")).toBe("Fri 12 Sep 275760, 14:00");
    expect(zoneCity("America/New_York")).toBe("New York");
  });

  it.each([
    [3 * 60 * 60_000 + 20 * 60_000, "in 3 h 20 min"],
    [3 * 60 * 60_000, "in 3 h"],
    [2 * 60 * 60_000 - 15_000, "in 2 h"],
    [7.4 * 60 * 60_000, "in 7 h"],
    [72 * 60 * 60_000, "in 3 days"],
    [20_000, "in 1 min"],
    [-5 * 60_000, "5 min ago"],
  ])("that is %d ms away: %s", (away, text) => {
    expect(distanceText(1_000_000_000 + away, 1_000_000_000)).toBe(text);
  });
});
