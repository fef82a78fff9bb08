import { describe, expect, it } from "vitest";
import {
  dockerPolicy,
  fullReference,
  grammar,
  orasPolicy,
  parseReference,
  skopeoPolicy,
  type Reference,
  type ReferenceFailure,
} from "../../../src/simulator/registry-client/reference.ts";

const sha256 = `sha256:${"f".repeat(64)}`;
const sha512 = `sha512:${"f".repeat(128)}`;

/** A reference, written as host, repository, tag, digest; or the code of a failure. */
type Row = [
  text: string,
  ...outcome: [ReferenceFailure] | [host: string, repository: string, tag?: string, digest?: string],
];

const outcomeOf = ([, first, repository, tag, digest]: Row): Reference | ReferenceFailure =>
  repository === undefined
    ? (first as ReferenceFailure)
    : {
        host: first,
        repository,
        ...(tag !== undefined && tag !== "" && { tag }),
        ...(digest !== undefined && { digest }),
      };

const parsed = (text: string, policy = grammar): Reference | ReferenceFailure => {
  const result = parseReference(text, policy);
  return result.ok ? result.value : result.refusal;
};

/** The cases of distribution/reference, reference_test.go; the limit of length is of the path alone since v0.6.0. */
const grammarCases: Row[] = [
  ["test_com", "", "test_com"],
  ["test.com:tag", "", "test.com", "tag"],
  ["test.com:5000", "", "test.com", "5000"],
  ["test.com/repo:tag", "test.com", "repo", "tag"],
  ["test:5000/repo", "test:5000", "repo"],
  ["test:5000/repo:tag", "test:5000", "repo", "tag"],
  [`test:5000/repo@${sha256}`, "test:5000", "repo", "", sha256],
  [`test:5000/repo:tag@${sha256}`, "test:5000", "repo", "tag", sha256],
  ["", "NameEmpty"],
  [":justtag", "InvalidFormat"],
  [`@${sha256}`, "InvalidFormat"],
  [`repo@sha256:${"f".repeat(34)}`, "DigestInvalidLength"],
  [`validname@invaliddigest:${"f".repeat(64)}`, "DigestUnsupported"],
  ["Uppercase:tag", "NameContainsUppercase"],
  ["test:5000/Uppercase/lowercase:tag", "NameContainsUppercase"],
  ["lowercase:Uppercase", "", "lowercase", "Uppercase"],
  [`${"a/".repeat(128)}aa:tag`, "NameTooLong"],
  [`${"a/".repeat(127)}a:tag-puts-this-over-max`, "a", `${"a/".repeat(126)}a`, "tag-puts-this-over-max"],
  ["aa/asdf$$^/aa", "InvalidFormat"],
  ["sub-dom1.foo.com/bar/baz/quux", "sub-dom1.foo.com", "bar/baz/quux"],
  ["sub-dom1.foo.com/bar/baz/quux:some-long-tag", "sub-dom1.foo.com", "bar/baz/quux", "some-long-tag"],
  ["b.gcr.io/test.example.com/my-app:test.example.com", "b.gcr.io", "test.example.com/my-app", "test.example.com"],
  ["xn--n3h.com/myimage:xn--n3h.com", "xn--n3h.com", "myimage", "xn--n3h.com"],
  [`xn--7o8h.com/myimage:xn--7o8h.com@${sha512}`, "xn--7o8h.com", "myimage", "xn--7o8h.com", sha512],
  ["foo_bar.com:8080", "", "foo_bar.com", "8080"],
  ["foo/foo_bar.com:8080", "foo", "foo_bar.com", "8080"],
  ["192.168.1.1", "", "192.168.1.1"],
  ["192.168.1.1:tag", "", "192.168.1.1", "tag"],
  ["192.168.1.1:5000", "", "192.168.1.1", "5000"],
  ["192.168.1.1/repo", "192.168.1.1", "repo"],
  ["192.168.1.1:5000/repo", "192.168.1.1:5000", "repo"],
  ["192.168.1.1:5000/repo:5050", "192.168.1.1:5000", "repo", "5050"],
  ["[2001:db8::1]", "InvalidFormat"],
  ["[2001:db8::1]:5000", "InvalidFormat"],
  ["[2001:db8::1]:tag", "InvalidFormat"],
  ["[2001:db8::1]/repo", "[2001:db8::1]", "repo"],
  ["[2001:db8:1:2:3:4:5:6]/repo:tag", "[2001:db8:1:2:3:4:5:6]", "repo", "tag"],
  ["[2001:db8::1]:5000/repo", "[2001:db8::1]:5000", "repo"],
  ["[2001:db8::1]:5000/repo:tag", "[2001:db8::1]:5000", "repo", "tag"],
  [`[2001:db8::1]:5000/repo@${sha256}`, "[2001:db8::1]:5000", "repo", "", sha256],
  [`[2001:db8::1]:5000/repo:tag@${sha256}`, "[2001:db8::1]:5000", "repo", "tag", sha256],
  ["[2001:db8::]:5000/repo", "[2001:db8::]:5000", "repo"],
  ["[::1]:5000/repo", "[::1]:5000", "repo"],
  ["[fe80::1%eth0]:5000/repo", "InvalidFormat"],
  ["[fe80::1%@invalidzone]:5000/repo", "InvalidFormat"],
  // `TestDomainAndPath`
  ["test_com/foo", "", "test_com/foo"],
  ["test-com:8080/foo", "test-com:8080", "foo"],
  ["xn--n3h.com:18080/foo", "xn--n3h.com:18080", "foo"],
];

/**
 * The cases of distribution/reference, normalize_test.go. One is left out: docker's programs take a name of 64 hexadecimal
 * digits for the id of an image before they parse it.
 */
const dockerHubCases: Row[] = [
  ["docker/docker", "docker.io", "docker/docker"],
  ["library/debian", "docker.io", "library/debian"],
  ["debian", "docker.io", "library/debian"],
  ["docker.io/docker/docker", "docker.io", "docker/docker"],
  ["docker.io/debian", "docker.io", "library/debian"],
  ["index.docker.io/library/debian", "docker.io", "library/debian"],
  ["index.docker.io/debian", "docker.io", "library/debian"],
  ["127.0.0.1:5000/library/debian", "127.0.0.1:5000", "library/debian"],
  ["192.168.0.1", "docker.io", "library/192.168.0.1"],
  ["192.168.0.1:80", "docker.io", "library/192.168.0.1", "80"],
  ["192.168.0.1:8/debian", "192.168.0.1:8", "debian"],
  ["[fc00::1]:5000/docker/docker", "[fc00::1]:5000", "docker/docker"],
  ["Docker/docker", "Docker", "docker"],
  ["FOO/bar", "FOO", "bar"],
  ["test_com/foo", "docker.io", "test_com/foo"],
  ["test-com:8080/foo", "test-com:8080", "foo"],
  ["docker.io/library/foo/bar", "docker.io", "library/foo/bar"],
  ["docker---rules/docker", "docker.io", "docker---rules/docker"],
  ["dock__er/docker", "docker.io", "dock__er/docker"],
  ["localhost/app", "localhost", "app"],
  [`busybox:latest@${sha256}`, "docker.io", "library/busybox", "latest", sha256],
  ["https://github.com/docker/docker", "InvalidFormat"],
  ["docker/Docker", "NameContainsUppercase"],
  ["-docker", "InvalidFormat"],
  ["-docker/docker", "InvalidFormat"],
  ["-docker.io/docker/docker", "InvalidFormat"],
  ["docker///docker", "InvalidFormat"],
  ["docker.io/docker///docker", "InvalidFormat"],
  ["[fc00::1]", "InvalidFormat"],
  ["[fc00::1]:5000", "InvalidFormat"],
  ["fc00::1:5000/debian", "InvalidFormat"],
  ["[fe80::1%eth0]:5000/debian", "InvalidFormat"],
  ["[2001:db8:3:4::192.0.2.33]:5000/debian", "InvalidFormat"],
  ["docker-/docker", "InvalidFormat"],
  ["____/____", "InvalidFormat"],
  ["_docker/_docker", "InvalidFormat"],
  ["dock..er/docker", "InvalidFormat"],
  ["dock_.er/docker", "InvalidFormat"],
  ["dock-.er/docker", "InvalidFormat"],
  ["docker/", "InvalidFormat"],
  [`${"a".repeat(256)}/docker`, "NameTooLong"],
];

describe("the reference grammar", () => {
  it.each(grammarCases)("parses %j", (...row) => {
    expect(parsed(row[0])).toEqual(outcomeOf(row));
  });
});

describe("the policies of the tools", () => {
  it.each(dockerHubCases)("completes %j with Docker Hub", (...row) => {
    expect(parsed(row[0], skopeoPolicy)).toEqual(outcomeOf(row));
  });

  it("counts upper-case letters of a host as part of the name for docker", () => {
    expect(parsed("Contoso.azurecr.io/app", dockerPolicy)).toBe("NameContainsUppercase");
    expect(parsed("contoso.azurecr.io/app:V1", dockerPolicy)).toMatchObject({ host: "contoso.azurecr.io", tag: "V1" });
  });

  it("requires a host in the first component for oras", () => {
    expect(parsed("contoso/app:v1", orasPolicy)).toEqual({ host: "contoso", repository: "app", tag: "v1" });
    expect(parsed("app:v1", orasPolicy)).toBe("HostMissing");
  });
});

describe("a complete reference", () => {
  it("is written with its digest, else its tag, else latest", () => {
    const name = { host: "docker.io", repository: "library/redis" };
    expect(fullReference(name)).toBe("docker.io/library/redis:latest");
    expect(fullReference({ ...name, tag: "7" })).toBe("docker.io/library/redis:7");
    expect(fullReference({ ...name, tag: "7", digest: sha256 })).toBe(`docker.io/library/redis@${sha256}`);
  });
});
