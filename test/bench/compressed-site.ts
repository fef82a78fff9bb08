import { createWriteStream, cpSync, createReadStream, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

/** A copy of the built site with a compressed file beside every text, as hosts serve it. */
export async function compressed(dist: string, prepare: (copy: string) => void = () => undefined): Promise<string> {
  const copy = mkdtempSync(join(tmpdir(), "drydock-bench-"));
  cpSync(dist, copy, { recursive: true });
  prepare(copy);
  const files = readdirSync(copy, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => /\.(html|js|css|svg|json|webmanifest|xml)$/.test(name))) {
    const path = join(copy, file);
    await pipeline(createReadStream(path), createGzip({ level: 9 }), createWriteStream(`${path}.gz`));
  }
  return copy;
}
