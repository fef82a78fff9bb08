import { expect, it } from "vitest";
import { backUpKeys, restoreKeys } from "../../src/assignment/key-backup.ts";
import { instructorKeys } from "../support/assignments.ts";

it("restores the keys with the passphrase, on any device", async () => {
  const text = await backUpKeys(instructorKeys, "correct horse battery");
  expect(text).not.toContain(instructorKeys.seal.d);
  expect(await restoreKeys(text, "correct horse battery")).toEqual({ ok: true, value: instructorKeys });
  expect(await restoreKeys(text, "Correct horse battery")).toMatchObject({ ok: false, error: { code: "passphrase" } });
});

it("says what is wrong with a file that isn't one", async () => {
  for (const text of ["", "{}", '{"format":"drydock-backup"}']) {
    expect(await restoreKeys(text, "x")).toMatchObject({ ok: false, error: { code: "notKeys" } });
  }
  const newer = (await backUpKeys(instructorKeys, "a passphrase")).replace('"version": 1', '"version": 2');
  expect(await restoreKeys(newer, "a passphrase")).toMatchObject({ ok: false, error: { code: "newerVersion" } });
});
