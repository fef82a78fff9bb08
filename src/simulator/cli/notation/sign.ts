import { readCertificate } from "../../signing/certificate.ts";
import { toHex } from "../../world/ids.ts";
import { notationTypes, signNotation } from "../../signing/notation.ts";
import { readPrivateKey } from "../../signing/pem.ts";
import { digestOf } from "../../world/hash.ts";
import type { GoLine } from "../go-options.ts";
import type { Call } from "../program.ts";
import { emptyBytes } from "../../registry-client/descriptor.ts";
import type { RegistryResult } from "../../registry-client/failure.ts";
import { putManifest, uploadBlob } from "../../registry-client/upload.ts";
import { orThrow } from "../registry/machine-client.ts";
import { failed, readSigningKeys } from "./config.ts";
import { noPlugins } from "./key.ts";
import { failureText, resolveArtifact, whyFailed } from "./target.ts";
import { certificateBytes } from "./trust-store.ts";

const units: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1000 };

/** A duration as Go reads it, in milliseconds: `24h`, `1h30m`. */
function durationOf(text: string): number {
  const amounts = [...text.matchAll(/(\d+)([hms])/g)];
  if (amounts.length === 0 || amounts.map(([whole]) => whole).join("") !== text) {
    throw failed(`invalid argument "${text}" for "-e, --expiry" flag: time: invalid duration "${text}"`, {
      code: "BadDuration",
      text: "A duration is written with hours, minutes and seconds, such as 24h.",
    });
  }
  return amounts.reduce((sum, [, count, unit = "s"]) => sum + Number(count) * (units[unit] ?? 0), 0);
}

const reserved = "io.cncf.notary";

/** `--user-metadata KEY=VALUE`, as often as the line has it. */
export function metadataOf(line: GoLine): Record<string, string> | undefined {
  const pairs = line.texts("--user-metadata").map((text) => {
    const [key = "", ...value] = text.split("=");
    if (key === "" || value.length === 0) {
      throw failed(`could not parse flag user-metadata: key-value pair requires "=" as separator`, {
        code: "BadMetadata",
        text: "Metadata is written as KEY=VALUE.",
      });
    }
    return [key, value.join("=")] as const;
  });
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

function chooseKey(call: Call, name: string | undefined) {
  const { keys, default: standard } = readSigningKeys(call);
  const keyName = name ?? standard;
  if (keyName === undefined) {
    throw failed("default signing key not set. Please set default signing key or specify a key name", {
      code: "NoDefaultKey",
      text: "notation signs with the key that --key names, else with the default one, and there is none.",
      next: "`notation cert generate-test --default NAME`, or `notation key update --default NAME`",
    });
  }
  const found = keys.find((key) => key.name === keyName);
  if (!found?.keyPath || !found.certPath) {
    throw failed("signing key not found", {
      code: "NoSuchKey",
      text: `notation has no key called ${keyName}.`,
      next: "`notation key list` shows the keys.",
    });
  }
  const { files } = call.machine;
  const { keyPath, certPath } = found;
  if (files.stat(keyPath)?.kind !== "file")
    throw failed(`failed to read key: open ${keyPath}: no such file or directory`);
  const key = readPrivateKey(files.text(keyPath));
  const certificates = certificateBytes(files, certPath);
  if (!key) {
    throw failed("tls: failed to find any PEM data in key input", {
      code: "BadKey",
      text: `${keyPath} is no longer a valid key.`,
    });
  }
  if (typeof certificates === "string") throw failed(certificates);
  const [bytes = new Uint8Array()] = certificates;
  const certificate = readCertificate(bytes);
  if (!certificate || toHex(certificate.publicKey) !== toHex(key.publicKey)) {
    throw failed("tls: private key does not match public key", {
      code: "KeyMismatch",
      text: `${certPath} is not the certificate of ${keyPath}.`,
    });
  }
  return { key, certificate };
}

const moment = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;

/** `notation sign`: a signature over the artifact's manifest, pushed beside it and referring to it. */
export async function sign(call: Call, line: GoLine): Promise<number> {
  const plugin = line.text("--plugin");
  if (plugin !== undefined) throw noPlugins(plugin);
  const format = line.text("--signature-format") ?? "jws";
  if (format === "cose") {
    throw failed("signature format cose is not simulated", {
      code: "NotSimulated",
      text: "Here signatures are in JWS format, the default of notation.",
    });
  }
  if (format !== "jws") throw failed(`signature format "${format}" not supported`);
  const userMetadata = metadataOf(line);
  const own = Object.keys(userMetadata ?? {}).find((key) => key.startsWith(reserved));
  if (own !== undefined) {
    throw failed(`error adding user metadata: metadata key ${own} has reserved prefix ${reserved}`, {
      code: "BadMetadata",
      text: "Names with this prefix are reserved for notation.",
    });
  }
  const { machine } = call;
  const expiry = line.text("--expiry");
  const { key, certificate } = chooseKey(call, line.text("--key"));
  const artifact = await resolveArtifact(
    call,
    line,
    "Always sign the artifact using digest(@sha256:...) rather than a tag(:TAG) because tags are mutable and a tag reference can point to a different artifact than the one signed.",
  );
  const now = machine.now();
  if (now < certificate.notBefore || now > certificate.notAfter) {
    throw failed(
      `certificate-chain is invalid, certificate with subject "${certificate.subject}" was invalid at signing time of ${moment(now)}. Certificate is valid from [${moment(certificate.notBefore)}] to [${moment(certificate.notAfter)}]`,
      {
        code: "CertificateExpired",
        text: "A certificate signs only while it is valid. Test certificates are valid for a day.",
        next: "`notation cert generate-test --default NAME` creates another under a new name.",
      },
    );
  }
  const { mediaType, digest, size, client, repository, host } = artifact;
  const expiresAt = expiry === undefined ? undefined : now + durationOf(expiry);
  const made = signNotation(machine.hash, key, certificate.bytes, { mediaType, digest, size }, now, {
    expiresAt,
    userMetadata,
  });
  const pushed = <T>(pending: Promise<RegistryResult<T>>): Promise<T> =>
    orThrow(pending, (failure) =>
      failed(`failed to push signature: ${failureText(failure)}`, whyFailed(call, host, failure, true)),
    );
  for (const bytes of [made.envelope, emptyBytes]) {
    await pushed(uploadBlob(client, repository, digestOf(machine.hash, bytes), () => bytes));
  }
  const signature = digestOf(machine.hash, made.manifest);
  await pushed(putManifest(client, repository, signature, made.manifest, notationTypes.imageManifest));
  call.out(`Successfully signed ${artifact.full}\n`);
  return 0;
}
