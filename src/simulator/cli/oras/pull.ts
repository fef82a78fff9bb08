import { resolvePath } from "../file-system.ts";
import type { GoLine } from "../go-options.ts";
import { ExitError, type Call } from "../program.ts";
import {
  emptyType,
  readManifest,
  titleKey,
  type Descriptor,
  type ManifestContent,
} from "../../registry-client/descriptor.ts";
import { fetchBlob, fetchManifest, indexTypes, type FetchedManifest } from "../../registry-client/download.ts";
import { report } from "./status.ts";
import { atRegistry, namedTarget } from "./target.ts";

const described = ({ mediaType, digest, bytes }: FetchedManifest): Descriptor => ({
  mediaType,
  digest,
  size: bytes.length,
});

/** The manifest of a platform in an index, when one was asked for. */
function platformOf(content: ManifestContent, platform: string): Descriptor {
  const found = (content.manifests ?? []).find(({ platform: of }) => of && `${of.os}/${of.architecture}` === platform);
  if (found) return found;
  throw new ExitError(
    1,
    `Error: failed to find platform ${platform}: no matching manifest was found in the manifest list`,
    {
      code: "NoPlatform",
      text: `The index has no manifest for ${platform}.`,
    },
  );
}

/** Where a file goes. What leads out of the output folder is refused unless the learner allows it. */
function placeOf(call: Call, line: GoLine, name: string): string {
  const { machine, folder } = call;
  const base = resolvePath(line.text("--output") ?? ".", folder, machine.home);
  const path = resolvePath(name, base, machine.home);
  const inside = path === base || path.startsWith(base === "/" ? "/" : `${base}/`);
  if ((!inside || name.startsWith("/") || name.startsWith("~")) && !line.on("--allow-path-traversal")) {
    throw new ExitError(
      1,
      `Error: use flag --allow-path-traversal to allow insecurely pulling files outside of working directory: path traversal disallowed`,
      {
        code: "PathTraversal",
        text: `The artifact names a file ${name}, which lies outside of the folder that it is pulled into.`,
        next: "Pull only what you trust with `--allow-path-traversal`.",
      },
    );
  }
  if (line.on("--keep-old-files") && machine.files.stat(path)) {
    throw new ExitError(1, `Error: ${name}: file already exists`, {
      code: "FileExists",
      text: "With --keep-old-files, existing files are not overwritten.",
    });
  }
  return path;
}

/** `oras pull`: the named layers of an artifact become files again. */
export async function pull(call: Call, line: GoLine): Promise<number> {
  const target = namedTarget(call, line.operands[0] ?? "", "oras pull");
  const { machine } = call;
  const format = line.text("--format") ?? "text";
  const text = format === "text";
  const tell = (descriptor: Descriptor, status: Parameters<typeof report>[2]) =>
    text && report(call, descriptor, status);
  const files: { descriptor: Descriptor; path: string }[] = [];
  let skipped = 0;

  const resolved = atRegistry(call, target, `failed to resolve ${target.reference}`);
  const manifest = (reference: string) => resolved(fetchManifest(target.client, target.repository, reference));

  const take = async (fetched: FetchedManifest): Promise<void> => {
    const content = readManifest(fetched.bytes);
    tell(described(fetched), "Downloading");
    if (indexTypes.includes(fetched.mediaType)) {
      for (const { digest } of content.manifests ?? []) await take(await manifest(digest));
    }
    const configTo = line.text("--config");
    const config =
      content.config && configTo !== undefined
        ? [{ ...content.config, annotations: { [titleKey]: configTo.split(":")[0] ?? configTo } }]
        : content.config && content.config.mediaType !== emptyType
          ? [content.config]
          : [];
    for (const part of [...(content.layers ?? []), ...config]) {
      const name = part.annotations?.[titleKey];
      if (name === undefined) {
        if (part.mediaType === emptyType) continue;
        skipped++;
        tell(part, "Skipped    ");
        continue;
      }
      const path = placeOf(call, line, name);
      tell(part, "Downloading");
      machine.files.write(path, await resolved(fetchBlob(target.client, target.repository, part.digest)));
      tell(part, "Downloaded ");
      files.push({ descriptor: part, path });
    }
    tell(described(fetched), "Downloaded ");
  };

  let root = await manifest(target.reference);
  const platform = line.text("--platform");
  if (platform !== undefined && indexTypes.includes(root.mediaType)) {
    root = await manifest(platformOf(readManifest(root.bytes), platform).digest);
  }
  await take(root);
  if (format === "json") {
    const fields = {
      reference: `${target.path}@${root.digest}`,
      files: files.map(({ descriptor, path }) => ({
        path,
        reference: `${target.path}@${descriptor.digest}`,
        ...descriptor,
      })),
    };
    call.out(`${JSON.stringify(fields, null, 2)}\n`);
    return 0;
  }
  if (files.length === 0 && skipped > 0) {
    call.out(
      `Skipped pulling layers without file name in "${titleKey}"\nUse 'oras copy ${target.raw} --to-oci-layout <layout-dir>' to pull all layers.\n`,
    );
    return 0;
  }
  call.out(`Pulled [registry] ${target.raw}\nDigest: ${root.digest}\n`);
  return 0;
}
