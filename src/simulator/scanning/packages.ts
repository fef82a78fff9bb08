/** A package as a distribution's own database lists it. */
export interface InstalledPackage {
  name: string;
  version: string;
  /** The source it was built from, which advisories name. */
  source: string;
}

/** Reads /lib/apk/db/installed: records separated by blank lines, one letter and a colon a field. */
export function readApkDatabase(text: string): InstalledPackage[] {
  return text.split(/\n\s*\n/).flatMap((record) => {
    const field = (letter: string) => new RegExp(`^${letter}:(.*)$`, "m").exec(record)?.[1]?.trim();
    const [name, version] = [field("P"), field("V")];
    return name && version ? [{ name, version, source: field("o") ?? name }] : [];
  });
}

/** Reads /var/lib/dpkg/status: only packages whose state ends in `installed`. */
export function readDpkgStatus(text: string): InstalledPackage[] {
  return text.split(/\n\s*\n/).flatMap((record) => {
    const field = (name: string) => new RegExp(`^${name}: *(.*)$`, "m").exec(record)?.[1]?.trim();
    const [name, version, status] = [field("Package"), field("Version"), field("Status")];
    if (!name || !version || (status !== undefined && status.split(" ").at(-1) !== "installed")) return [];
    return [{ name, version, source: field("Source")?.replace(/ \(.*\)$/, "") ?? name }];
  });
}

export interface Distribution {
  /** ID of os-release: alpine, debian, ubuntu … */
  id: string;
  /** VERSION_ID, e.g. 12 or 3.19.1 */
  release: string;
}

/** Reads /etc/os-release (os-release(5)). */
export function readOsRelease(text: string): Distribution | undefined {
  const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)"?$`, "m").exec(text)?.[1];
  const id = field("ID");
  return id ? { id, release: field("VERSION_ID") ?? "" } : undefined;
}
