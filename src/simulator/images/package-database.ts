export interface CataloguePackage {
  name: string;
  version: string;
  source: string;
}

export type DatabaseFormat = "apk" | "dpkg";

/** Where a distribution keeps the list of what is installed. */
export const databasePath: Record<DatabaseFormat, string> = {
  apk: "lib/apk/db/installed",
  dpkg: "var/lib/dpkg/status",
};

/** The list of installed packages as the distribution's own tool writes it. */
export function writeDatabase(format: DatabaseFormat, packages: readonly CataloguePackage[]): string {
  const record = ({ name, version, source }: CataloguePackage) =>
    format === "apk"
      ? `P:${name}\nV:${version}\nA:x86_64\no:${source}\n`
      : `Package: ${name}\nStatus: install ok installed\nSource: ${source}\nVersion: ${version}\n`;
  return `${packages.map(record).join("\n")}\n`;
}
