import type { AzCall, AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { registryOf } from "./registry.ts";
import { memberOf } from "../table-cells.ts";

/** `REPO:TAG` of a source, which `--image` takes over when it is left out. */
const imageName = (source: string): string => source.replace(/^[^/]+\.[^/]+\//, "");

/** Where the image comes from: a registry of the subscription by its id, any other by its address. */
async function sourceOf(az: AzCall): Promise<{ body: Record<string, unknown>; image: string }> {
  const { options, arm } = az;
  const source = options.required("--source");
  const registry = options.text("--registry");
  const username = options.text("--username");
  const password = options.text("--password");
  if (username !== undefined && password === undefined)
    throw azError("Authentication failed. Please provide password.");
  const credentials =
    password === undefined ? {} : { credentials: { ...(username !== undefined && { username }), password } };
  if (registry !== undefined) {
    const resourceId = registry.startsWith("/") ? registry : (await arm.registry(registry).catch(() => undefined))?.id;
    if (resourceId === undefined) {
      throw azError(
        "The source container registry can not be found in the current subscription. Please provide a valid address and/or credentials.",
      );
    }
    return { body: { resourceId, sourceImage: source, ...credentials }, image: source };
  }
  const slash = source.indexOf("/");
  const host = slash < 0 ? "" : source.slice(0, slash);
  if (host === "") {
    throw azError(
      "Source cannot be found. Please provide a valid image and source registry or a fully qualified source.",
      1,
      {
        code: "NoSource",
        text: "The source must include the login server of its registry.",
        next: "`--source docker.io/library/nginx:latest`",
      },
    );
  }
  if (!host.includes("."))
    throw azError("Login server of the registry is not valid because it is not a fully qualified domain name.");
  const own = (await arm.list(`${arm.subscription}/providers/Microsoft.ContainerRegistry/registries`)).find(
    ({ properties }) => memberOf(properties, "loginServer") === host,
  );
  const sourceImage = source.slice(slash + 1);
  const from = own && password === undefined ? { resourceId: own.id } : { registryUri: host };
  return { body: { ...from, sourceImage, ...credentials }, image: imageName(source) };
}

async function importImage(az: AzCall): Promise<undefined> {
  const { options, arm } = az;
  const registry = await registryOf(az);
  const { body, image } = await sourceOf(az);
  const targetTags = options.texts("--image") ?? (options.wasTyped("--repository") ? undefined : [image]);
  const untagged = options.texts("--repository");
  const request = {
    source: body,
    ...(targetTags && { targetTags }),
    ...(untagged && { untaggedTargetRepositories: untagged }),
    mode: options.on("--force") ? "Force" : "NoForce",
  };
  await arm.post(`${registry.id}/importImage`, request, { noWait: options.on("--no-wait") });
  return undefined;
}

/** `az acr import`. */
export const importModule: AzModule = { handlers: { "az acr import": importImage } };
