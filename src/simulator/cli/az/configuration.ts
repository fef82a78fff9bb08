import type { Call } from "../program.ts";
import { resolvePath } from "../file-system.ts";
import { iniAt, setInFile } from "./ini-file.ts";

/** What one value of the configuration is and where it comes from. */
export interface Configured {
  section: string;
  name: string;
  value: string;
  /** Path of the file, or the name of the environment variable. */
  source: string;
}

type ConfigurationCall = Pick<Call, "environment" | "folder"> & { machine: Pick<Call["machine"], "files" | "home"> };

/** Folder of the client's own files: `AZURE_CONFIG_DIR`, else `~/.azure`. */
export function configFolder({ environment, folder, machine }: ConfigurationCall): string {
  const named = environment.get("AZURE_CONFIG_DIR");
  return named ? resolvePath(named, folder, machine.home) : `${machine.home}/.azure`;
}

/**
 * The configuration as the client reads it: an environment variable `AZURE_SECTION_NAME` wins over `.azure/config` of the
 * working folder or one above it, which wins over the file in the home folder.
 */
export class Configuration {
  private readonly global: string;

  constructor(private readonly call: ConfigurationCall) {
    this.global = `${configFolder(call)}/config`;
  }

  get(section: string, name: string): string | undefined {
    return this.find(section, name)?.value;
  }

  /** Whether a switch of the configuration is on: yes, true, on or 1. */
  on(section: string, name: string): boolean {
    return /^(1|yes|true|on)$/i.test(this.get(section, name) ?? "");
  }

  find(section: string, name: string): Configured | undefined {
    const variable = `AZURE_${section}_${name}`.toUpperCase().replaceAll(".", "_").replaceAll("-", "_");
    const fromEnvironment = this.call.environment.get(variable);
    if (fromEnvironment) return { section, name, value: fromEnvironment, source: variable };
    for (const path of [...this.localFiles(), this.global]) {
      const value = iniAt(this.call.machine.files, path).get(section)?.get(name.toLowerCase());
      if (value !== undefined && value !== "") return { section, name, value, source: path };
    }
    return undefined;
  }

  /** Every value that the files hold, those of a nearer file first. */
  all(): Configured[] {
    const found = new Map<string, Configured>();
    for (const path of [...this.localFiles(), this.global]) {
      for (const [section, values] of iniAt(this.call.machine.files, path)) {
        for (const [name, value] of values) {
          const key = `${section}.${name}`;
          if (!found.has(key)) found.set(key, { section, name, value, source: path });
        }
      }
    }
    return [...found.values()];
  }

  set(section: string, name: string, value: string | undefined, local = false): void {
    setInFile(this.call.machine.files, local ? this.localFile(this.call.folder) : this.global, section, name, value);
  }

  private localFile(folder: string): string {
    return `${folder === "/" ? "" : folder}/.azure/config`;
  }

  private localFiles(): string[] {
    const paths: string[] = [];
    const names = this.call.folder.split("/").filter((name) => name !== "");
    for (let depth = names.length; depth >= 0; depth--) {
      const path = this.localFile(`/${names.slice(0, depth).join("/")}`);
      if (path !== this.global) paths.push(path);
    }
    return paths;
  }
}
