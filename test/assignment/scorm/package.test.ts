import { describe, expect, it } from "vitest";
import { launchDataLimit, placeLaunchData, readLaunchData } from "../../../src/assignment/scorm/launch-data.ts";
import { makeScormPackage, type PackageContent } from "../../../src/assignment/scorm/package.ts";
import { manifestErrors } from "./validate-manifest.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array | undefined): string => new TextDecoder().decode(data);
const playerFiles = new Map([
  ["player.html", bytes("<!doctype html>")],
  ["assets/player-Dx_1-a.js", bytes("export {};")],
  ["assets/player-Dx_1-a.css", bytes("body{}")],
]);

const content = (change: Partial<PackageContent> = {}): PackageContent => ({
  version: "1.2",
  id: "asg 7/ü",
  title: `SKUs & <limits> "today"`,
  playerFiles,
  entry: "player.html",
  launchData: "eyJ2IjoxfQ",
  passMark: 0.6,
  ...change,
});

function filesOf(change: Partial<PackageContent> = {}): ReadonlyMap<string, Uint8Array> {
  const made = makeScormPackage(content(change));
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}
const manifestOf = (change: Partial<PackageContent> = {}): string => text(filesOf(change).get("imsmanifest.xml"));
const messageOf = (change: Partial<PackageContent>): string => {
  const made = makeScormPackage(content(change));
  return made.ok ? "" : made.error.message;
};

describe.each(["1.2", "2004"] as const)("a package of SCORM %s", (version) => {
  const schemas = `scorm-${version}` as const;
  const long = JSON.stringify({ title: "Größe ✓", ids: Array.from({ length: 400 }, (_, at) => `item-${at}`) });

  it.each([
    ["with launch data and a pass mark", {}],
    ["without a pass mark and launch data", { launchData: "" }],
    ["with launch data in a file", { launchData: long }],
    ["with the longest title", { title: "ü".repeat(200) }],
    ["with launch data of the longest length in the manifest", { launchData: "&".repeat(launchDataLimit[version]) }],
  ])("has a manifest that ADL's schemas accept: %s", async (name, change) => {
    const { passMark: _, ...open } = content({ version, ...change });
    const made = makeScormPackage(name.startsWith("without") ? open : content({ version, ...change }));
    const manifest = text(made.ok ? made.value.get("imsmanifest.xml") : undefined);
    expect(await manifestErrors(manifest, schemas)).toEqual([]);
    expect(manifest.includes("60<") || manifest.includes("0.6<")).toBe(!name.startsWith("without"));
  });

  it("is rejected by the schemas when a required part is missing", async () => {
    expect(
      await manifestErrors(manifestOf({ version }).replace(/<resources>[\s\S]*<\/resources>/, ""), schemas),
    ).not.toEqual([]);
    expect(await manifestErrors(manifestOf({ version }).replace('identifier="quiz"', ""), schemas)).not.toEqual([]);
  });

  it("lists every file, manifest first, and starts the player's page as a SCO", () => {
    const files = filesOf({ version, launchData: long });
    const manifest = text(files.get("imsmanifest.xml"));
    const [first, ...others] = files.keys();
    expect(first).toBe("imsmanifest.xml");
    expect([...manifest.matchAll(/<file href="([^"]+)"/g)].map((match) => match[1])).toEqual(others);
    expect(others).toEqual([...playerFiles.keys(), expect.stringMatching(/^assignment-[0-9a-f]{10}\.js$/)]);
    const attribute = version === "1.2" ? "adlcp:scormtype" : "adlcp:scormType";
    expect(manifest).toContain(`${attribute}="sco" href="player.html"`);
    expect(manifest).toContain("<title>SKUs &amp; &lt;limits&gt; &quot;today&quot;</title>");
  });

  it("states the schema's version and the pass mark in the version's own way", () => {
    const manifest = manifestOf({ version, passMark: 2 / 3 });
    expect(manifest).toContain(
      version === "1.2" ? "<schemaversion>1.2</schemaversion>" : "<schemaversion>2004 4th Edition</schemaversion>",
    );
    expect(manifest).toContain(
      version === "1.2"
        ? "<adlcp:masteryscore>66.67</adlcp:masteryscore>"
        : "<imsss:minNormalizedMeasure>0.6667</imsss:minNormalizedMeasure>",
    );
  });

  it("keeps launch data that fits in the manifest, and puts longer data into a module", async () => {
    expect(manifestOf({ version })).toMatch(/<adlcp:data[fF]rom(lms|LMS)>eyJ2IjoxfQ</);
    const placed = placeLaunchData(long, version);
    expect(readLaunchData(placed.manifestText)).toEqual({ kind: "file", path: placed.file?.path });
    const source = text(placed.file?.bytes);
    expect(source).toMatch(/^[ -~\n]+$/);
    const module: { default: unknown } = await import(
      /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(source)}`
    );
    expect(module.default).toBe(long);
    expect(placeLaunchData("x".repeat(launchDataLimit[version]), version).file).toBeUndefined();
    expect(placeLaunchData("x".repeat(launchDataLimit[version] + 1), version).file).toBeDefined();
  });
});

describe("the schemas of SCORM 1.2", () => {
  it("reject more launch data than 255 characters, which is why it goes into a file", async () => {
    const long = manifestOf().replace("eyJ2IjoxfQ", "x".repeat(256));
    expect((await manifestErrors(long, "scorm-1.2")).join()).toContain("maxLength");
  });

  it("reject the attribute of the 2004 manifest", async () => {
    const errors = await manifestErrors(manifestOf().replace("adlcp:scormtype", "adlcp:scormType"), "scorm-1.2");
    expect(errors.join()).toContain("scormType");
  });
});

describe("launch data", () => {
  it("goes into a file when XML or an LMS could change it, or when it looks like the name of a file", () => {
    for (const odd of ["two\nlines", " space", "two  spaces", "a\u0001b", "\uD800", "file:assignment-0123456789.js"]) {
      expect(placeLaunchData(odd, "2004").file, odd).toBeDefined();
    }
  });

  it("gets another file name when it changes, because LMSs let browsers cache files", () => {
    const path = (data: string) => placeLaunchData(data.padEnd(300, "."), "1.2").file?.path;
    expect(path("a")).not.toBe(path("b"));
    expect(path("a")).toBe(path("a"));
  });

  it("never names a file that the package didn't put there", () => {
    expect(readLaunchData("  eyJ2 ")).toEqual({ kind: "text", text: "eyJ2" });
    expect(readLaunchData("")).toEqual({ kind: "none" });
    expect(readLaunchData("file:https://example.org/x.js")).toEqual({ kind: "none" });
    expect(readLaunchData("file:../assignment-0123456789.js")).toEqual({ kind: "none" });
  });
});

describe("a package that can't be made", () => {
  const withFile = (path: string) => ({ playerFiles: new Map([...playerFiles, [path, bytes("")]]) });

  it.each([
    "ü.js",
    "a b.js",
    "../up.js",
    "/root.js",
    "a//b.js",
    "a\\b.js",
    ".hidden.js",
    "con.js",
    "x/aux.css",
    "%41.js",
  ])("rejects the file name %s", (path) =>
    expect(messageOf(withFile(path))).toMatch(/^A file of the player can't be packaged: ".*" /),
  );

  it.each(["a.mjs", "a.wasm", "a.woff2", "a.webmanifest", "a.avif", "a.md", "a.map", "LICENSE"])(
    "rejects %s, which LMSs don't serve with the right type",
    (path) => expect(messageOf(withFile(path))).toContain(`"${path}" isn't a type of file that every LMS serves`),
  );

  it.each([
    [withFile("Player.html"), "differ in upper and lower case only"],
    [withFile("imsmanifest.xml"), "a manifest of its own"],
    [withFile(`${"x".repeat(220)}.js`), "longer than 200 characters"],
    [{ entry: "index.html" }, 'has no page "index.html"'],
    [{ title: "  " }, "needs a title"],
    [{ title: "x".repeat(201) }, "201 characters"],
    [{ passMark: 60 }, "between 0% and 100%"],
  ])("rejects %j", (change, message) => expect(messageOf(change)).toContain(message));
});
