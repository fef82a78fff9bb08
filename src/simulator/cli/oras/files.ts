import { resolvePath } from "../file-system.ts";
import { ExitError, type Call } from "../program.ts";
import { describe, titleKey, type Descriptor } from "../../registry-client/descriptor.ts";

const layerType = "application/vnd.oci.image.layer.v1.tar";

/** A file to push. */
export interface FileContent {
  descriptor: Descriptor;
  bytes: Uint8Array;
}

/** `FILE[:TYPE]`: the last colon begins the type; a colon at the end is part of no name (oras, fileref). */
export function readFileReference(text: string, standard = layerType): { path: string; mediaType: string } {
  const at = text.lastIndexOf(":");
  if (at < 0) return { path: text, mediaType: standard };
  return { path: text.slice(0, at), mediaType: text.slice(at + 1) || standard };
}

/** Reads a file of the machine for a push. */
export function loadFile(
  call: Call,
  text: string,
  { annotations = {}, anyPath }: { annotations?: Record<string, Record<string, string>>; anyPath: boolean },
): FileContent {
  const { machine } = call;
  const { path, mediaType } = readFileReference(text);
  if (path.startsWith("/") && !anyPath) {
    throw new ExitError(
      1,
      `Error: absolute file path detected. If it's intentional, use --disable-path-validation flag to skip this check: ${path}`,
      {
        code: "AbsolutePath",
        text: "The path becomes the file's name at every puller, so oras wants one that is relative.",
        next: "Go to the file's folder first, or add `--disable-path-validation`.",
      },
    );
  }
  const bytes = readBytes(call, path);
  const descriptor = describe(machine.hash, bytes, mediaType);
  return { descriptor: { ...descriptor, annotations: { [titleKey]: path, ...annotations[path] } }, bytes };
}

const folderError = (path: string): ExitError =>
  new ExitError(1, `Error: ${path} is a folder, and packing folders is not simulated`, {
    code: "NotSimulated",
    text: "The real oras packs a folder into a tar archive; here oras pushes only files.",
    next: "Push the files of the folder by name.",
  });

/** The bytes of a file, or oras's words for one that is not there. */
export function readBytes(call: Call, path: string): Uint8Array {
  const { machine, folder } = call;
  const whole = resolvePath(path, folder, machine.home);
  const kind = machine.files.stat(whole)?.kind;
  if (kind === "folder") throw folderError(path);
  if (kind === undefined) {
    throw new ExitError(1, `Error: failed to stat ${whole}: no such file or directory`, {
      code: "NoFile",
      text: `There is no file ${path} here.`,
      next: "`ls` shows what is.",
    });
  }
  return machine.files.bytes(whole);
}

/** `KEY=VALUE` pairs of an option. */
export function readAnnotations(pairs: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at <= 0) {
      throw new ExitError(
        1,
        `Error: annotation value doesn't match the required format\nPlease use the correct format in the flag: --annotation "key=value"`,
        { code: "BadAnnotation", text: `${pair} is not written as KEY=VALUE.` },
      );
    }
    const key = pair.slice(0, at).trim();
    if (key in found) {
      throw new ExitError(1, `Error: annotation key conflict: ${key}`, {
        code: "BadAnnotation",
        text: `${key} is given twice.`,
      });
    }
    found[key] = pair.slice(at + 1);
  }
  return found;
}

/** `$manifest`, `$config` and the files' own annotations of an annotation file. */
export function readAnnotationFile(call: Call, path: string | undefined): Record<string, Record<string, string>> {
  if (path === undefined) return {};
  try {
    return JSON.parse(new TextDecoder().decode(readBytes(call, path))) as Record<string, Record<string, string>>;
  } catch (error) {
    if (error instanceof ExitError) throw error;
    throw new ExitError(1, `Error: failed to load annotations from ${path}: ${(error as Error).message}`, {
      code: "BadFile",
      text: "The annotation file must be a JSON object whose values are objects.",
    });
  }
}
