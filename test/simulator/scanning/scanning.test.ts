import { gzipSync } from "fflate";
import { createTar } from "nanotar";
import { describe, expect, it } from "vitest";
import { nodeHash } from "../../../src/node/node-hash.ts";
import { compareAlpineVersions } from "../../../src/simulator/scanning/alpine-version.ts";
import { compareDebianVersions } from "../../../src/simulator/scanning/debian-version.ts";
import { readDpkgStatus } from "../../../src/simulator/scanning/packages.ts";
import { scanImage } from "../../../src/simulator/scanning/scan-image.ts";
import { digestOf } from "../../../src/simulator/world/hash.ts";
import { MemoryBlobStore } from "../../../src/simulator/world/memory-blob-store.ts";
import { facts } from "../../support/simulator-facts.ts";

/** Pairs in rising order: the first of each stands before the second. */
const debian = [
  ["1.0~rc1", "1.0"],
  ["1.0", "1.0a"],
  ["1.0", "1.0-1"],
  ["1.0-1", "1.0-1+deb11u1"],
  ["3.0.11-1~deb12u1", "3.0.11-1~deb12u2"],
  ["3.0.11-1~deb12u2", "3.0.11-1"],
  ["9.9", "1:0.1"],
  ["1.9", "1.10"],
  ["2.36-9+deb12u3", "2.36-9+deb12u10"],
  ["1.2.11", "1.2.11.dfsg"],
];
const alpine = [
  ["1.2.12-r1", "1.2.12-r2"],
  ["1.2.9", "1.2.12"],
  ["1.0_rc1", "1.0"],
  ["1.0_alpha", "1.0_beta"],
  ["1.0", "1.0_p1"],
  ["1.2.2_pre2-r0", "1.2.2-r0"],
  ["1.1.1k-r0", "1.1.1n-r0"],
  ["1.0", "1.0.1"],
  ["1.05", "1.1"],
];

describe("the order of versions", () => {
  it.each(debian)("Debian puts %s before %s", (older, newer) => {
    expect(compareDebianVersions(older, newer)).toBeLessThan(0);
    expect(compareDebianVersions(newer, older)).toBeGreaterThan(0);
    expect(compareDebianVersions(newer, newer)).toBe(0);
  });

  it.each(alpine)("Alpine puts %s before %s", (older, newer) => {
    expect(compareAlpineVersions(older, newer)).toBeLessThan(0);
    expect(compareAlpineVersions(newer, older)).toBeGreaterThan(0);
    expect(compareAlpineVersions(older, older)).toBe(0);
  });
});

const store = new MemoryBlobStore(nodeHash);
const tarType = "application/vnd.oci.image.layer.v1.tar";

function layer(files: Record<string, string>, compressed = true) {
  const tar = createTar(Object.entries(files).map(([name, data]) => ({ name, data })));
  const bytes = compressed ? gzipSync(tar, { mtime: 0 }) : tar;
  const digest = digestOf(nodeHash, bytes);
  store.put(digest, bytes);
  return { digest, mediaType: compressed ? `${tarType}+gzip` : tarType };
}

const alpineBase = (zlib: string) => ({
  "etc/os-release": 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.15.0\n',
  "lib/apk/db/installed": `P:musl\nV:1.2.2-r7\no:musl\n\nP:zlib\nV:${zlib}\no:zlib\n`,
});
const found = (...layers: { digest: string; mediaType: string }[]) => {
  const outcome = scanImage(store, layers, facts.advisories);
  return outcome.ok
    ? outcome.value.findings.map(({ id, package: name, installed }) => `${id} ${name} ${installed}`)
    : outcome.refusal.message;
};

describe("a scan", () => {
  it("finds the vulnerabilities of the packages in the layers, and none once one version is newer", () => {
    expect(found(layer(alpineBase("1.2.11-r3")))).toEqual([
      "CVE-2022-37434 zlib 1.2.11-r3",
      "CVE-2018-25032 zlib 1.2.11-r3",
    ]);
    expect(found(layer(alpineBase("1.2.12-r1")))).toEqual(["CVE-2022-37434 zlib 1.2.12-r1"]);
    expect(found(layer(alpineBase("1.2.12-r2")))).toEqual([]);
  });

  it("reads the topmost package database, so that it sees an upgrade in a later layer", () => {
    const upgraded = layer({ "lib/apk/db/installed": alpineBase("1.2.12-r2")["lib/apk/db/installed"] });
    expect(found(layer(alpineBase("1.2.11-r3")), upgraded)).toEqual([]);
    expect(found(layer(alpineBase("1.2.11-r3")), layer({ "lib/apk/db/.wh.installed": "" }))).toBe(
      "the image has no package database that the scanner knows",
    );
  });

  it("reads layers that are not compressed, too", () => {
    expect(found(layer(alpineBase("1.2.12-r1"), false))).toEqual(["CVE-2022-37434 zlib 1.2.12-r1"]);
  });

  it("matches a Debian binary package by its source, for its own release only", () => {
    const image = (release: string) =>
      layer({
        "usr/lib/os-release": `ID=debian\nVERSION_ID="${release}"\n`,
        "var/lib/dpkg/status":
          "Package: libssl3\nStatus: install ok installed\nSource: openssl (3.0.11-1)\nVersion: 3.0.11-1~deb12u1\n\n" +
          "Package: curl\nStatus: deinstall ok config-files\nVersion: 7.88.1-10\n",
      });
    expect(found(image("12"))).toEqual(["CVE-2023-5363 libssl3 3.0.11-1~deb12u1"]);
    expect(found(image("13"))).toEqual([]);
  });

  it("reports when an image has no package database or a layer is damaged", () => {
    expect(found(layer({ "app.js": "1" }))).toBe("the image has no package database that the scanner knows");
    const bytes = new Uint8Array([1, 2, 3]);
    const digest = digestOf(nodeHash, bytes);
    store.put(digest, bytes);
    expect(found({ digest, mediaType: `${tarType}+gzip` })).toMatch(/is not a readable tar archive/);
  });

  it("takes the state of a package from dpkg, not its name", () => {
    expect(readDpkgStatus("Package: a\nStatus: install ok half-configured\nVersion: 1\n")).toEqual([]);
  });
});

describe("the advisory set", () => {
  it("is dated and names each flaw once per distribution, release and source", () => {
    expect(facts.advisories.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    const keys = facts.advisories.advisories.map(({ id, distribution, release, source }) =>
      [id, distribution, release, source].join(),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});
