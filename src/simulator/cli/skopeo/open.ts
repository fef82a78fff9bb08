import type { GoLine } from "../go-options.ts";
import type { Call } from "../program.ts";
import { credentialsFor } from "../registry/docker-config.ts";
import type { Credentials } from "../../registry-client/token-request.ts";
import { archiveDestination, archiveSource, daemonDestination, daemonSource } from "./daemon-places.ts";
import { folderDestination, folderSource, layoutDestination, layoutSource } from "./file-places.ts";
import type { ImageName } from "./image-name.ts";
import { ImageError, imageError } from "./log.ts";
import type { Destination, Source } from "./place.ts";
import { registryDestination, registrySource } from "./registry-place.ts";

/** Which side of a copy options are of; commands with one image have none. */
export type Side = "" | "src-" | "dest-";

const wrong = (message: string) =>
  new ImageError(message, { code: "WrongArguments", text: "These options can't be combined." });

/** What the line says to show a registry, else what is kept for it. Throws an ImageError. */
export function credentialsOf(call: Call, line: GoLine, side: Side, host: string): Credentials | undefined {
  const creds = line.text(`--${side}creds`);
  const username = line.text(`--${side}username`);
  const password = line.text(`--${side}password`);
  const none = line.on(`--${side}no-creds`);
  if (creds !== undefined && none) throw wrong("creds and no-creds cannot be specified at the same time");
  if (username !== undefined && none) throw wrong("username and no-creds cannot be specified at the same time");
  if (creds !== undefined && username !== undefined)
    throw wrong("creds and username cannot be specified at the same time");
  if (username !== undefined && password === undefined)
    throw wrong("password must be specified when username is specified");
  if (password !== undefined && username === undefined)
    throw wrong("username must be specified when password is specified");
  if (none) return undefined;
  if (creds !== undefined) {
    if (creds === "") throw wrong("credentials can't be empty");
    const [user = "", ...rest] = creds.split(":");
    if (user === "") throw wrong("username can't be empty");
    return { username: user, password: rest.join(":") };
  }
  if (username !== undefined && password !== undefined) return { username, password };
  return credentialsFor(call.machine, host);
}

/** Opens an image to read it. Throws an ImageError. */
export function openSource(call: Call, line: GoLine, side: Side, name: ImageName): Source {
  switch (name.transport) {
    case "docker":
      return registrySource(call, name, credentialsOf(call, line, side, name.host));
    case "dir":
      return folderSource(call, name);
    case "oci":
      return layoutSource(call, name);
    case "docker-archive":
      return archiveSource(call, name);
    case "docker-daemon":
      return daemonSource(call, name);
  }
}

/** Opens the place that an image is written to. Throws an ImageError. */
export function openDestination(call: Call, line: GoLine, side: Side, name: ImageName): Destination {
  try {
    switch (name.transport) {
      case "docker":
        return registryDestination(call, name, credentialsOf(call, line, side, name.host));
      case "dir":
        return folderDestination(call, name);
      case "oci":
        return layoutDestination(call, name);
      case "docker-archive":
        return archiveDestination(call, name);
      case "docker-daemon":
        return daemonDestination(call, name);
    }
  } catch (error) {
    throw imageError(error);
  }
}
