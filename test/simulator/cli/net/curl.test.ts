import { describe, expect, it } from "vitest";
import { curl } from "../../../../src/simulator/cli/net/curl.ts";
import { dig } from "../../../../src/simulator/cli/net/dig.ts";
import { nslookup } from "../../../../src/simulator/cli/net/nslookup.ts";
import { ok } from "../../../../src/simulator/world/result.ts";
import { aMachine, runProgram } from "../../../support/program.ts";
import { aRegistry, aSimulator } from "../../../support/simulator.ts";

const withAdmin = () => {
  const simulator = aSimulator();
  const registry = aRegistry(simulator, {}, { adminUserEnabled: true });
  return { simulator, user: `contoso:${registry.adminPasswords[0]?.value ?? ""}` };
};

describe("curl", () => {
  it("shows the challenge of a registry with its headers", async () => {
    const { simulator } = withAdmin();
    const printed = await runProgram(simulator, curl, "-i https://contoso.azurecr.io/v2/");
    expect(printed.exitCode).toBe(0);
    expect(printed.out).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/);
    expect(printed.out).toContain('www-authenticate: Bearer realm="https://contoso.azurecr.io/oauth2/token"');
    expect(printed.out).toContain('"code":"UNAUTHORIZED"');
  });

  it("reads with Basic credentials", async () => {
    const { simulator, user } = withAdmin();
    const printed = await runProgram(simulator, curl, `-s -u ${user} https://contoso.azurecr.io/v2/_catalog`);
    expect(JSON.parse(printed.out)).toEqual({ repositories: [] });
  });

  it("rejects invalid methods and headers, and sends text beyond ASCII", async () => {
    const { simulator } = withAdmin();
    const ask = (...words: string[]) => runProgram(simulator, curl, [...words, "https://contoso.azurecr.io/v2/"]);
    for (const words of [
      ["-X", ""],
      ["-X", "/home"],
      ["-H", "é: x"],
      ["-A", "a\u0000b"],
    ]) {
      const { exitCode, err } = await ask(...words);
      expect([words, exitCode, err]).toEqual([words, 43, "curl: (43) A libcurl function was given a bad argument\n"]);
    }
    expect((await ask("-X", "TRACE")).explanation?.code).toBe("NotSimulated");
    expect((await ask("-H", "x-note: é🐳")).exitCode).toBe(0);
  });

  it("ends with 22 on an error status with --fail, and prints nothing with --silent", async () => {
    const { simulator } = withAdmin();
    const loud = await runProgram(simulator, curl, "-f https://contoso.azurecr.io/v2/");
    expect([loud.exitCode, loud.err]).toEqual([22, "curl: (22) The requested URL returned error: 401\n"]);
    const silent = await runProgram(simulator, curl, "-sf https://contoso.azurecr.io/v2/");
    expect([silent.exitCode, silent.err, silent.out]).toEqual([22, "", ""]);
  });

  it("posts a file and writes the answer to a file", async () => {
    const { simulator } = withAdmin();
    const { files } = aMachine(simulator);
    files.write("/home/learner/commit.json", '{"branch":"main","files":{"Dockerfile":"FROM scratch"}}');
    const printed = await runProgram(
      simulator,
      curl,
      "-s --data-binary @commit.json -o answer.json -w %{http_code} https://github.com/shop/web/commits",
    );
    expect([printed.exitCode, printed.out]).toEqual([0, "201"]);
    expect(JSON.parse(files.text("/home/learner/answer.json"))).toEqual({
      sha: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
  });

  it("says which host cannot be found, and why", async () => {
    const { simulator } = withAdmin();
    const printed = await runProgram(simulator, curl, "https://fabrikam.azurecr.io/v2/");
    expect([printed.exitCode, printed.err]).toEqual([6, "curl: (6) Could not resolve host: fabrikam.azurecr.io\n"]);
    expect(printed.explanation).toMatchObject({ code: "NameNotResolved", text: expect.stringContaining("fabrikam") });
  });

  it("rejects an unknown option, a missing file and a missing address", async () => {
    const { simulator } = withAdmin();
    expect((await runProgram(simulator, curl, "--frob x")).exitCode).toBe(2);
    expect((await runProgram(simulator, curl, "")).exitCode).toBe(2);
    expect((await runProgram(simulator, curl, "-d @none https://contoso.azurecr.io/")).exitCode).toBe(26);
    expect((await runProgram(simulator, curl, "https://")).exitCode).toBe(3);
  });
});

describe("nslookup and dig", () => {
  it("give the registry's address, the same each time", async () => {
    const { simulator } = withAdmin();
    const first = await runProgram(simulator, nslookup, "contoso.azurecr.io");
    const short = await runProgram(simulator, dig, "+short contoso.azurecr.io");
    expect(first.exitCode).toBe(0);
    expect(first.out).toContain(`Address: ${short.out.trim()}\n`);
  });

  it("say that the name doesn't exist when the name server fails, with the reason", async () => {
    const { simulator } = withAdmin();
    simulator.transact((draft) => {
      draft.put("fault", ["nameNotResolving", "contoso"], {
        kind: "nameNotResolving",
        target: "contoso",
        since: simulator.now,
      });
      return ok(null);
    });
    const printed = await runProgram(simulator, nslookup, "contoso.azurecr.io");
    expect(printed.exitCode).toBe(1);
    expect(printed.out).toContain("** server can't find contoso.azurecr.io: NXDOMAIN");
    expect(printed.explanation?.text).toContain("does not answer");
    expect((await runProgram(simulator, dig, "contoso.azurecr.io")).out).toContain("status: NXDOMAIN");
  });
});
