import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { notSimulated } from "../../src/simulator/registry/not-simulated.ts";

const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");

describe("the README", () => {
  it("lists what is not simulated, exactly as the planes reject it", () => {
    const listed = [...readme.matchAll(/^- `(\w+)`: (.+)$/gm)].map(([, id, message]) => `${id}: ${message}`);
    expect(listed).toEqual(notSimulated.map(({ id, message }) => `${id}: ${message}`));
  });

  it("names every script that can be run", () => {
    const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const missing = Object.keys(scripts).filter(
      (name) =>
        name !== "format" && !readme.includes(`npm ${name === "start" || name === "test" ? "" : "run "}${name}`),
    );
    expect(missing).toEqual([]);
  });
});

describe("the walk from a key press to the map", () => {
  it("names files that exist, each once", () => {
    const source = join(import.meta.dirname, "../../src");
    const guide = readFileSync(join(source, "simulator/README.md"), "utf8");
    const walk = guide.split("## From a key press to the map")[1]?.split("\n## ")[0] ?? "";
    const files = [...walk.matchAll(/`([\w/-]+\.tsx?)`/g)].map(([, file = ""]) => file);
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((file) => !existsSync(join(source, file)))).toEqual([]);
    expect(files).toEqual([...new Set(files)]);
  });
});
