import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { ScormVersion } from "./find-api.ts";
import { survivesXml } from "./xml-text.ts";

/**
 * How many characters the manifest may give the LMS. `cmi.launch_data` of 1.2 has 4,096, but ADL's schema of the 1.2 manifest allows
 * `datafromlms` 255 only (adlcp_rootv1p2.xsd), and LMSs that validate reject more. SCORM 2004 allows 4,000.
 */
export const launchDataLimit: Record<ScormVersion, number> = { "1.2": 255, "2004": 4000 };

const fileMarker = "file:";

/** Where the launch data of a package is: in the manifest, or in a script beside the page, whose name is in the manifest. */
export interface PlacedLaunchData {
  manifestText: string;
  file?: { path: string; bytes: Uint8Array };
}

/**
 * Places the launch data of a package. A text that fits is in the manifest. A longer one, or one that XML could change, becomes a
 * module `assignment-<hash>.js` whose default export is the text. It's a script because every LMS serves `.js`, and some servers
 * don't serve `.json`; its name has a hash because LMSs let browsers cache files for months.
 */
export function placeLaunchData(text: string, version: ScormVersion): PlacedLaunchData {
  if (text.length <= launchDataLimit[version] && survivesXml(text) && !text.startsWith(fileMarker)) {
    return { manifestText: text };
  }
  const hash = bytesToHex(sha256(utf8ToBytes(text))).slice(0, 10);
  const path = `assignment-${hash}.js`;
  const literal = JSON.stringify(text).replaceAll(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return { manifestText: `${fileMarker}${path}`, file: { path, bytes: utf8ToBytes(`export default ${literal};\n`) } };
}

/** What a page finds in `LmsSession.launchData`. */
export type LaunchData = { kind: "none" } | { kind: "text"; text: string } | { kind: "file"; path: string };

/**
 * Reads the launch data that an LMS returned. `file` is a module beside the page, whose default export is the text. A path that
 * `placeLaunchData` doesn't write counts as none, so that an LMS can't make the page load another script.
 */
export function readLaunchData(launchData: string): LaunchData {
  const text = launchData.trim();
  if (!text.startsWith(fileMarker)) return text === "" ? { kind: "none" } : { kind: "text", text };
  const path = text.slice(fileMarker.length);
  return /^assignment-[0-9a-f]{10}\.js$/.test(path) ? { kind: "file", path } : { kind: "none" };
}
