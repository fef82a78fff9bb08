import { createPrivateKey, createPublicKey } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeHash } from "../../../src/node/node-hash.ts";
import { signingKey } from "../../../src/simulator/signing/keys.ts";
import {
  privateKeyPem,
  publicKeyPem,
  readPem,
  readPrivateKey,
  readPublicKey,
  toPem,
} from "../../../src/simulator/signing/pem.ts";

const key = signingKey(nodeHash, 3, "pem");

describe("PEM files", () => {
  it("give back any bytes under any header, dashes in its value included", () => {
    const name = fc.stringMatching(/^[a-z0-9][a-z0-9/._-]{0,40}$/);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), name, (bytes, role) => {
        expect(readPem(toPem("SOME KEY", bytes, { role }))).toEqual([{ label: "SOME KEY", headers: { role }, bytes }]);
      }),
    );
  });

  it("hold keys that other programs read", () => {
    const read = createPrivateKey(privateKeyPem(key));
    expect(read.asymmetricKeyDetails?.namedCurve).toBe("prime256v1");
    const jwk = createPublicKey(publicKeyPem(key.publicKey)).export({ format: "jwk" });
    expect(Buffer.from(jwk.x ?? "", "base64url")).toEqual(Buffer.from(key.publicKey.subarray(1, 33)));
    expect(createPublicKey(read).export({ format: "jwk" })).toEqual(jwk);
  });

  it("are read back as the same keys, and as none when they hold something else", () => {
    expect(readPrivateKey(privateKeyPem(key))).toEqual({ ...key, secret: new Uint8Array(key.secret) });
    expect(readPublicKey(publicKeyPem(key.publicKey, { role: "amy" }))).toEqual(key.publicKey);
    expect(readPrivateKey(publicKeyPem(key.publicKey))).toBeUndefined();
    expect(readPublicKey("no key")).toBeUndefined();
    expect(readPem("-----BEGIN X-----\n!!!\n-----END X-----\n")).toBeUndefined();
  });
});
