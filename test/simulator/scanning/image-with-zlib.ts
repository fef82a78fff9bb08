import { anImage, type Image } from "../../support/images.ts";

/** An image of Alpine with one package, zlib, of a version: 1.2.11-r3 has known flaws. */
export const imageWithZlib = (version: string): Image =>
  anImage({
    layers: [
      {
        files: {
          "etc/os-release": "ID=alpine\nVERSION_ID=3.15.0\n",
          "lib/apk/db/installed": `P:zlib\nV:${version}\no:zlib\n`,
        },
      },
    ],
  });
