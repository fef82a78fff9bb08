import type { GoLine } from "../go-options.ts";
import type { Call } from "../program.ts";
import { fetchManifest } from "../registry/download.ts";
import { RegistryError } from "../registry/registry-client.ts";
import { patiently } from "../registry/upload.ts";
import { imageName } from "./image-name.ts";
import { ImageError, imageError } from "./log.ts";
import { credentialsOf } from "./open.ts";
import { registryClient } from "./registry-place.ts";

/** `skopeo delete`: removes the manifest that a name stands for, and with it every tag of that manifest. */
export async function remove(call: Call, line: GoLine): Promise<number> {
  const [text = ""] = line.operands;
  let name;
  try {
    name = imageName(call, text);
  } catch (error) {
    throw imageError(call, error).within(`Invalid source name ${text}`);
  }
  if (name.transport !== "docker") {
    throw new ImageError(`Deleting images not implemented for ${name.transport}: images`, {
      code: "BadName",
      text: "Here skopeo deletes only images in registries.",
    });
  }
  const { host, repository, reference, path } = name;
  const { machine } = call;
  const credentials = credentialsOf(call, line, "", host);
  const client = registryClient(call, host, credentials);
  const shown = `${path}${reference.includes(":") ? "@" : ":"}${reference}`;
  try {
    const { digest } = await patiently(machine, () => fetchManifest(machine, client, repository, reference));
    await patiently(machine, () => client.expect("DELETE", `/v2/${repository}/manifests/${digest}`));
    return 0;
  } catch (error) {
    if (error instanceof RegistryError && error.status === 404) {
      throw new ImageError(
        `Unable to delete ${shown}. Image may not exist or is not stored with a v2 Schema in a v2 registry`,
        {
          code: "NotFound",
          text: `${path} has nothing called ${reference}.`,
          next: `\`skopeo list-tags docker://${path}\``,
        },
      );
    }
    const found = imageError(call, error, credentials !== undefined);
    throw found.message.startsWith("pinging") ? found : found.within(`deleting ${shown}`);
  }
}
