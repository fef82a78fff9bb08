import type { StoreApi } from "zustand/vanilla";
import { backUpKeys, restoreKeys } from "../assignment/key-backup.ts";
import { newInstructorKeys, publicHalf, type InstructorKeys } from "../assignment/keys.ts";
import type { KeyRow } from "../progress/assignment-rows.ts";
import type { State } from "./state.ts";

/** Returns the public halves of an instructor's keys, as an assignment names them. */
export const publicKeys = ({ sign, seal }: InstructorKeys): { sign: string; seal: string } => ({
  sign: publicHalf(sign),
  seal: publicHalf(seal),
});

/** Makes the keys of an instructor and stores them. Nothing is issued with them before a backup is saved. */
export async function makeKeys(app: StoreApi<State>): Promise<KeyRow> {
  const { openProgress, now } = app.getState();
  const keys = await newInstructorKeys();
  const row: KeyRow = { id: publicHalf(keys.sign), keys, createdAt: now() };
  await (await (await openProgress()).classes()).saveKeys(row);
  return row;
}

/** Returns the text of the backup file of keys, which the passphrase opens. */
export const keyBackup = ({ keys }: KeyRow, passphrase: string): Promise<string> => backUpKeys(keys, passphrase);

/** Notes that the backup of keys is saved, so that they can be used. */
export async function confirmKeyBackup(app: StoreApi<State>, row: KeyRow): Promise<void> {
  const { openProgress, now } = app.getState();
  await (await (await openProgress()).classes()).saveKeys({ ...row, backedUpAt: now() });
}

/** Takes the keys of a backup file over to this device. They need no other backup. */
export async function importKeys(
  app: StoreApi<State>,
  text: string,
  passphrase: string,
): Promise<{ ok: true; row: KeyRow; isNew: boolean } | { ok: false; message: string }> {
  const restored = await restoreKeys(text, passphrase);
  if (!restored.ok) return { ok: false, message: restored.error.message };
  const { openProgress, now } = app.getState();
  const classes = await (await openProgress()).classes();
  const id = publicHalf(restored.value.sign);
  const known = (await classes.keys()).find((row) => row.id === id);
  const row: KeyRow = { id, keys: restored.value, createdAt: known?.createdAt ?? now(), backedUpAt: now() };
  await classes.saveKeys(row);
  return { ok: true, row, isNew: known === undefined };
}

/** Deletes keys from this device. What was sealed to them can be opened only where they are, or from their backup. */
export async function deleteKeys(app: StoreApi<State>, id: string): Promise<void> {
  await (await (await app.getState().openProgress()).classes()).deleteKeys(id);
}
