import { describe, expect, it } from "vitest";
import { assignmentHash } from "../../src/assignment/identity.ts";
import { fingerprintWords } from "../../src/assignment/fingerprint.ts";
import { linkLimit, packAssignment, unpackAssignment } from "../../src/assignment/link.ts";
import { fromCode, packText, toCode, unpackText } from "../../src/assignment/packing.ts";
import { anAssignment, instructorKeys } from "../support/assignments.ts";

/** Repacks a payload with its text changed and its signature as it was. */
function tamper(payload: string, change: (text: string) => string): string {
  const bytes = fromCode(payload) ?? new Uint8Array();
  const text = unpackText(bytes.subarray(64), 1_000_000) ?? "";
  return toCode(Uint8Array.from([...bytes.subarray(0, 64), ...packText(change(text))]));
}

describe("a link", () => {
  it("gives the learner exactly what the instructor signed", async () => {
    const assignment = anAssignment();
    const payload = await packAssignment(assignment, instructorKeys.sign);
    expect(await unpackAssignment(payload)).toEqual({ ok: true, value: assignment });
  });

  it("signed before is still read, and names the same assignment (golden vector)", async () => {
    const payload =
      "SaEosWiN3tCX07wxjvPyVkt8C6FHWx6PRwD5VDdy639oSPpYbuU4wO6XwH3rDPgDBrhRGYlYsmSS4ojujF9Jf3VTXVOjMBT9K0yeqVtotZW3UutHla5sdXXd2XEiXCAFEpoEEDv-972hOqM7K0_kfpzce87JjlCtoay0Ip5rk0jUUgHxyLwQdWzRuGScKS2pZoITm8Q1zDTxnMnx5MgZuUPz2SQBiJ9olBNvR1QmWsQi8FwVlPd9ChvbDDhGsZ-82oTF-D_774e1LAaume4MHFW5WtESR9KyBpsU9AkKbF6UlBU4XyxBqR6S45h1tL8PwblqQVqCWx2uZImWHxjktyIhseQmA-tDwCY5QIXxjKUZKN0HOsTCnYCaO_2gU80yeNmMztZxdfdwu5lc3fvrzffoB4VgfVqyOs8ey3HD-Wl0Lc_npbs6v9L32fH08hrW50mezYtuMOXZOrw7yeX2opuKbYAXKZYadvwg1dHjw2J1mqhm8_yyDevh5TZ0mmG9HOhDtx79ioYDpZdBSOfh3dOkzXIo81my4u5F0ZQ_u1qGbtUdPbLyfrYYhdXVrTseG3oKqpHDHUkljWANkeAxrobalQJX9RybVMBpYUjHYAWGoJh2ppXThqV7A3gkkQA4sMBqXwhUfC9LRaVx0O8diSVtiTdCU0hR9pFebJXXAwcbG5CqR3Je7Q8p9-vU6OvU-OvU4efUHxSTcZNk6HZjSNWbKqGFwvHRbYVxPTGFFVUqoBJ3Gx4cmWOtPjFWSZGwvjzKaKWRKptI2O-9Z0O9VztT8zwUPg9jyfDixJ_dnvltupynKjgJx9cL43eV1UliAHH-fro3GFG9udkcUQi0KotQrH-GvmG4p0V5bEmoCha9v9Wml_VFcFO0qCVq9s0HWTBOXv8C";
    const read = await unpackAssignment(payload);
    expect(read).toEqual({ ok: true, value: anAssignment() });
    expect(assignmentHash(anAssignment())).toBe("QSprtTEAQ7M4zpceqGomHuFP2jrU6IwJ43evjlE721c");
    expect(fingerprintWords(anAssignment().keys)).toEqual(["ozone", "enemy", "beach", "film", "enter", "nominee"]);
  });

  it("is short enough for mail with a pool of 200 questions", async () => {
    const from = Array.from({ length: 200 }, (_, at) => ({ id: `REP-${at % 25}-q${at}`, version: (at % 4) + 1 }));
    const part = { kind: "items" as const, title: "", from, draw: 20, same: false };
    const payload = await packAssignment(anAssignment({ parts: [part] }), instructorKeys.sign);
    expect(payload.length).toBeLessThan(linkLimit);
  });

  it("that was changed after signing is rejected, and says so", async () => {
    const payload = await packAssignment(anAssignment(), instructorKeys.sign);
    const changed = tamper(payload, (text) => text.replace('"seconds":1800', '"seconds":9000'));
    expect(await unpackAssignment(changed)).toMatchObject({ ok: false, error: { code: "badSignature" } });
  });

  it("that is cut off or holds something else is damaged", async () => {
    const payload = await packAssignment(anAssignment(), instructorKeys.sign);
    for (const text of [payload.slice(0, -20), payload.slice(0, 30), "", "?", toCode(new Uint8Array(200))]) {
      expect(await unpackAssignment(text)).toMatchObject({ ok: false, error: { code: "damaged" } });
    }
  });

  it("of a newer app is rejected with its version", async () => {
    const payload = await packAssignment(anAssignment(), instructorKeys.sign);
    const newer = tamper(payload, (text) => text.replace('"v":1', '"v":7'));
    const read = await unpackAssignment(newer);
    expect(read).toMatchObject({ ok: false, error: { code: "newerVersion" } });
    expect(!read.ok && read.error.message).toContain("format 7");
  });

  it("keeps fields that a later app added", async () => {
    const assignment = { ...anAssignment(), later: { a: 1 } };
    const payload = await packAssignment(assignment, instructorKeys.sign);
    expect(await unpackAssignment(payload)).toEqual({ ok: true, value: assignment });
  });

  it.each([
    [
      "a pool that is too small",
      { parts: [{ kind: "items" as const, title: "", from: [{ id: "a", version: 1 }], draw: 2, same: true }] },
    ],
    ["dates in the wrong order", { opensAt: 9, dueAt: 8 }],
    [
      "a question of the instructor that it doesn't carry",
      { parts: [{ kind: "items" as const, title: "", from: [{ id: "own/a", version: 1 }], same: true }] },
    ],
    ["a line break in the title", { title: "a\nb" }],
  ])("isn't made with %s", async (_, fields) => {
    await expect(packAssignment(anAssignment(fields), instructorKeys.sign)).rejects.toThrow();
  });
});
