import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";

export interface DownloadedFile {
  name: string;
  text: string;
  bytes: Uint8Array;
}

/** Returns a downloaded file as an input for files takes it, byte for byte. */
export const asUpload = ({ name, bytes }: Pick<DownloadedFile, "name" | "bytes">) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(bytes),
});

/** Does something that downloads a file, and returns that file. */
export async function download(page: Page, act: () => Promise<unknown>): Promise<DownloadedFile> {
  const [file] = await Promise.all([page.waitForEvent("download"), act()]);
  const folder = await mkdtemp(join(tmpdir(), "drydock-download-"));
  const path = join(folder, "file");
  await file.saveAs(path);
  const bytes = new Uint8Array(await readFile(path));
  await rm(folder, { recursive: true });
  return { name: file.suggestedFilename(), text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), bytes };
}
