import { randomFillSync } from "node:crypto";
import { anImage } from "../support/images.ts";
import { pushImage, type Send } from "../support/push-image.ts";

/** Makes layers of so many random bytes each, which no registry has yet. */
export function makeLayers(count: number, size: number): Uint8Array[] {
  return Array.from({ length: count }, () => randomFillSync(new Uint8Array(size)));
}

/** Pushes an image of these layers as docker does: asks for each blob, sends it in one chunk, then puts the manifest. */
export const pushLayers = (send: Send, name: string, layers: Uint8Array[]): Promise<string> =>
  pushImage(send, name, anImage({ layers, config: JSON.stringify({ architecture: "amd64", os: "linux", name }) }), {
    upload: "patch",
  });
