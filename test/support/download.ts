import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";

export interface DownloadedFile {
  name: string;
  text: string;
}

/** Returns a downloaded JSON file as an input for files takes it. */
export const asUpload = ({ name, text }: DownloadedFile) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(text),
});

/** Does something that downloads a file, and returns that file. */
export async function download(page: Page, act: () => Promise<unknown>): Promise<DownloadedFile> {
  const [file] = await Promise.all([page.waitForEvent("download"), act()]);
  const folder = await mkdtemp(join(tmpdir(), "drydock-download-"));
  const path = join(folder, "file");
  await file.saveAs(path);
  const text = await readFile(path, "utf8");
  await rm(folder, { recursive: true });
  return { name: file.suggestedFilename(), text };
}
