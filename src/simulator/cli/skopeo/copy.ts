import { resolvePath } from "../file-system.ts";
import type { GoLine } from "../go-options.ts";
import type { Call } from "../program.ts";
import { copyImage, type CopyOptions } from "./copy-image.ts";
import { imageName } from "./image-name.ts";
import { ImageError, imageError } from "./log.ts";
import type { Format } from "./manifest-types.ts";
import { openDestination, openSource } from "./open.ts";

/** The platform that images are chosen for: this machine's, unless the line says otherwise. */
export const platformOf = (line: GoLine) => ({
  os: line.text("--override-os") ?? "linux",
  architecture: line.text("--override-arch") ?? "amd64",
  variant: line.text("--override-variant") ?? "",
});

function formatOf(text: string | undefined): Format | undefined {
  if (text === undefined || text === "oci" || text === "v2s2") return text;
  if (text === "v2s1") {
    throw new ImageError("format v2s1 is not simulated", {
      code: "NotSimulated",
      text: "Almost no registry accepts manifests of Docker's schema 1 today.",
    });
  }
  throw new ImageError(
    `unknown format ${JSON.stringify(text)}. Choose one of the supported formats: 'oci', 'v2s1', or 'v2s2'`,
    { code: "BadFormat", text: "A manifest is in OCI or Docker format." },
  );
}

function selection(line: GoLine): CopyOptions["select"] {
  const text = line.text("--multi-arch");
  if (text !== undefined && line.on("--all")) {
    throw new ImageError("Cannot use --all and --multi-arch flags together", {
      code: "WrongArguments",
      text: "--all is --multi-arch=all.",
    });
  }
  if (line.on("--all")) return "all";
  if (text === undefined || text === "system" || text === "all" || text === "index-only") return text ?? "system";
  throw new ImageError(
    `unknown multi-arch option ${JSON.stringify(text)}. Choose one of the supported options: 'system', 'all', or 'index-only'`,
    { code: "WrongArguments", text: "A list is copied as a whole, for one platform, or without its images." },
  );
}

/** How the line wants images copied. */
export const copyOptions = (line: GoLine, select: CopyOptions["select"]): CopyOptions => ({
  select,
  platform: platformOf(line),
  format: formatOf(line.text("--format")),
  preserveDigests: line.on("--preserve-digests"),
  quiet: line.wasTyped("--quiet") && line.on("--quiet"),
});

/** `skopeo copy`. */
export async function copy(call: Call, line: GoLine): Promise<number> {
  const [fromText = "", toText = ""] = line.operands;
  const named = (text: string, role: string) => {
    try {
      return imageName(call, text);
    } catch (error) {
      throw imageError(error).within(`Invalid ${role} name ${text}`);
    }
  };
  const from = named(fromText, "source");
  const to = named(toText, "destination");
  const options = copyOptions(line, selection(line));
  let source;
  try {
    source = openSource(call, line, "src-", from);
    await source.manifest();
  } catch (error) {
    throw imageError(error).within(`initializing source ${fromText}`);
  }
  let destination;
  try {
    destination = openDestination(call, line, "dest-", to);
  } catch (error) {
    throw imageError(error).within(`initializing destination ${toText}`);
  }
  const { digest } = await copyImage(call, source, destination, options);
  const file = line.text("--digestfile");
  if (file !== undefined) call.machine.files.write(resolvePath(file, call.folder, call.machine.home), digest);
  return 0;
}
