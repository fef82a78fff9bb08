import type { Call } from "../program.ts";
import { shortDigest, titleKey, type Descriptor } from "../../registry-client/descriptor.ts";

export type Status =
  | "Uploading"
  | "Uploaded "
  | "Exists   "
  | "Downloading"
  | "Downloaded "
  | "Restored   "
  | "Skipped    "
  | "Copying"
  | "Copied "
  | "Exists "
  | "Mounted";

const done = new Set<Status>([
  "Uploaded ",
  "Exists   ",
  "Downloaded ",
  "Restored   ",
  "Skipped    ",
  "Copied ",
  "Exists ",
  "Mounted",
]);

const sizeText = (bytes: number): string => {
  const units = ["B", "kB", "MB", "GB"];
  let value = bytes;
  let at = 0;
  while (value >= 1000 && at < units.length - 1) {
    value /= 1000;
    at++;
  }
  return `${at === 0 || Number.isInteger(value) ? value : value.toPrecision(3)} ${units[at]}`;
};

/**
 * Tells what happens to a piece of content: a line each into a pipe (oras, display/status/text.go), one line that changes on
 * a terminal.
 */
export function report(call: Call, descriptor: Descriptor, status: Status): void {
  const { digest, mediaType, annotations, size } = descriptor;
  const name = annotations?.[titleKey] ?? mediaType;
  if (!call.live) {
    call.out(`${status} ${shortDigest(digest)} ${name}\n`);
    return;
  }
  const sizeColumn = sizeText(size);
  const mark = done.has(status) ? "✓" : "⠋";
  const percent = done.has(status) ? `${sizeColumn}/${sizeColumn} 100.00%` : `0/${sizeColumn}   0.00%`;
  call.live(digest, `${mark} ${status.trim()} ${name} ${percent}\n  └─ ${digest}`);
}
