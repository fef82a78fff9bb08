import type { Bank, BankEntry } from "./bank.ts";

/** Something that a check found, at a line the writer can go to. */
export interface Finding {
  file: string;
  line: number;
  message: string;
}

/** What a check found out about the bank. It passes when it has no findings. */
export interface CheckResult {
  /** What is required, as a sentence. */
  title: string;
  /** What was measured, e.g. `21% (63 of 300)`. */
  figure: string;
  findings: Finding[];
}

/** Looks at the whole bank for one requirement. */
export type BankCheck = (bank: Bank) => CheckResult;

/** Returns a finding at an item. */
export const findingAt = ({ item, file, line }: BankEntry, message: string): Finding => ({
  file,
  line,
  message: `${item.id}: ${message}`,
});

/** Returns a finding about the bank as a whole, at the file that decides. */
export const findingIn = (file: string, message: string): Finding => ({ file, line: 1, message });

/** Returns a share as text, e.g. `21% (63 of 300)`. */
export const shareText = (part: number, whole: number): string =>
  `${whole === 0 ? 0 : Math.round((100 * part) / whole)}% (${part} of ${whole})`;
