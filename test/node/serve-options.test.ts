import { describe, expect, it } from "vitest";
import { readServeOptions } from "../../src/node/serve-options.ts";
import { valueOf } from "../support/value-of.ts";

describe("the options of sim:serve", () => {
  it("serve a Premium registry on loopback under the chapter's rules when nothing is said", () => {
    expect(valueOf(readServeOptions([]))).toMatchObject({
      host: "127.0.0.1",
      profile: "chapter",
      sku: "Premium",
      strictAcr: false,
      limits: true,
      clock: "wall",
    });
  });

  it.each([
    [["--port", "http"], /--port is a number/],
    [["--port", "70000"], /--port is a number up to 65535/],
    [["--sku", "Gold"], /--sku is one of Basic, Standard, Premium/],
    [["--profile", "real"], /--profile is one of chapter, azure/],
    [["--username", "me"], /go together/],
    [["--colour"], /--colour/],
  ])("rejects %j and says what is wrong", (args, message) => {
    expect(() => valueOf(readServeOptions(args))).toThrow(message);
  });
});
