import type { GoLine } from "../go-options.ts";
import type { Call } from "../program.ts";
import { fetchManifest } from "../../registry-client/download.ts";
import { statusOf } from "../../registry-client/failure.ts";
import { imageName } from "./image-name.ts";
import { ImageError, imageError, registryError } from "./log.ts";
import { credentialsOf } from "./open.ts";
import { registryClient } from "./registry-place.ts";

/** `skopeo delete`: removes the manifest that a name stands for, and with it every tag of that manifest. */
export async function remove(call: Call, line: GoLine): Promise<number> {
  const [text = ""] = line.operands;
  let name;
  try {
    name = imageName(call, text);
  } catch (error) {
    throw imageError(error).within(`Invalid source name ${text}`);
  }
  if (name.transport !== "docker") {
    throw new ImageError(`Deleting images not implemented for ${name.transport}: images`, {
      code: "BadName",
      text: "Here skopeo deletes only images in registries.",
    });
  }
  const { host, repository, reference, path } = name;
  const credentials = credentialsOf(call, line, "", host);
  const client = registryClient(call, host, credentials);
  const imageText = `${path}${reference.includes(":") ? "@" : ":"}${reference}`;
  const fetched = await fetchManifest(client, repository, reference);
  const deleted = fetched.ok
    ? await client.expect("DELETE", `/v2/${repository}/manifests/${fetched.value.digest}`)
    : fetched;
  if (deleted.ok) return 0;
  if (statusOf(deleted.refusal) === 404) {
    throw new ImageError(
      `Unable to delete ${imageText}. Image may not exist or is not stored with a v2 Schema in a v2 registry`,
      {
        code: "NotFound",
        text: `${path} has nothing called ${reference}.`,
        next: `\`skopeo list-tags docker://${path}\``,
      },
    );
  }
  const error = registryError(call, deleted.refusal, credentials !== undefined);
  throw error.message.startsWith("pinging") ? error : error.within(`deleting ${imageText}`);
}
