import { thumbprint } from "../../signing/certificate.ts";
import { checkEnvelope, type CheckedEnvelope } from "../../signing/notation.ts";
import { trustsSubject } from "../../signing/trust-policy.ts";
import type { GoLine } from "../go-options.ts";
import { ExitError, type Call, type Explanation } from "../program.ts";
import { failed, table } from "./config.ts";
import {
  enforcementOf,
  statementFor,
  type Action,
  type PolicyStatement,
  type Validation,
} from "./policy-statements.ts";
import { loadPolicy, policyLink } from "./policy.ts";
import { metadataOf } from "./sign.ts";
import { fetchEnvelope, listSignatures } from "./signatures.ts";
import { orThrow } from "../registry/machine-client.ts";
import { failureText, resolveArtifact, whyFailed, type Artifact } from "./target.ts";
import { trustedCertificates } from "./trust-store.ts";

interface Failure {
  validation: Validation;
  action: Action;
  text: string;
  explanation?: Explanation | undefined;
  /** The whole message, when it is the trust store that cannot be used. */
  stop?: ExitError;
}

const rfc1123 = (moment: number): string => new Date(moment).toUTCString().replace("GMT", "+0000");

/** Everything that is wrong with a whole envelope under a statement, in the order in which notation looks. */
function failuresOf(
  call: Call,
  statement: PolicyStatement,
  enforcement: Record<Validation, Action>,
  { certificate, expiresAt }: CheckedEnvelope,
): Failure[] {
  const failures: Failure[] = [];
  const add = (validation: Validation, text: string, explanation?: Explanation, stop?: ExitError) =>
    failures.push({ validation, action: enforcement[validation], text, explanation, ...(stop && { stop }) });
  const { hash } = call.machine;
  const now = call.machine.now();
  const { trustStores = [], trustedIdentities = [], name = "" } = statement;
  const stores = trustStores
    .filter((store) => store.startsWith("ca:"))
    .map((store) => trustedCertificates(call, "ca", store.slice(3)));
  const broken = stores.find((store) => store instanceof ExitError);
  const own = thumbprint(hash, certificate.bytes);
  if (broken) add("authenticity", broken.message.replace("Error: ", ""), broken.explanation, broken);
  else if (
    !stores.some(
      (store) => !(store instanceof ExitError) && store.some((trusted) => thumbprint(hash, trusted.bytes) === own),
    )
  ) {
    add("authenticity", "the signature's certificate chain does not contain any trusted certificate", {
      code: "UntrustedCertificate",
      text: `The signature was made with ${certificate.subject}, whose certificate is in none of the trust stores ${trustStores.join(", ")}.`,
      next: "Add the signer's certificate to the store, if you trust them: `notation cert add --type ca --store NAME CERTIFICATE`",
    });
  } else if (
    !trustsSubject(
      { trustedIdentities, name, registryScopes: [], level: "strict", certificates: [] },
      certificate.subject,
    )
  ) {
    add(
      "authenticity",
      `signing certificate from the digital signature does not match the X.509 trusted identities ${JSON.stringify(trustedIdentities)} defined in the trust policy ${JSON.stringify(name)}`,
      {
        code: "UntrustedIdentity",
        text: `${certificate.subject} is not one of the identities that the trust policy ${name} trusts.`,
        next: "`notation policy show`",
      },
    );
  }
  if (expiresAt !== undefined && now >= expiresAt) {
    add("expiry", `digital signature has expired on ${JSON.stringify(rfc1123(expiresAt))}`, {
      code: "SignatureExpired",
      text: "The signer gave the signature an end date, and it has passed.",
      next: "Sign again: `notation sign`",
    });
  }
  if (now > certificate.notAfter || now < certificate.notBefore) {
    const late = now > certificate.notAfter;
    add(
      "authenticTimestamp",
      late
        ? `verification time is after certificate ${JSON.stringify(certificate.subject)} validity period, it was expired at ${JSON.stringify(rfc1123(certificate.notAfter))}`
        : `verification time is before certificate ${JSON.stringify(certificate.subject)} validity period, it will be valid from ${JSON.stringify(rfc1123(certificate.notBefore))}`,
      {
        code: "CertificateExpired",
        text: "The certificate is not valid now, and no timestamp authority says that it was when the signature was made. Test certificates are valid for a day.",
        next: "Sign again with a certificate that is valid, or verify with the level permissive.",
      },
    );
  }
  return failures;
}

function integrityFailure(reason: string, code: string, text: string): Failure {
  return { validation: "integrity", action: "enforce", text: reason, explanation: { code, text } };
}

/** Checks one envelope against the artifact; gives what failed and, when it is whole, what it says. */
function check(
  call: Call,
  artifact: Artifact,
  envelope: Uint8Array,
  statement: PolicyStatement,
  enforcement: Record<Validation, Action>,
  metadata: Record<string, string>,
): { failures: Failure[]; checked?: CheckedEnvelope } {
  const result = checkEnvelope(envelope);
  if (!result.ok) {
    const { code, message } = result.refusal;
    const text = `The signature was changed after it was made: ${message}.`;
    return { failures: [integrityFailure(`signature is invalid. Error: ${message}`, code, text)] };
  }
  const checked = result.value;
  const failures = failuresOf(call, statement, enforcement, checked);
  const { target } = checked;
  if (target.digest !== artifact.digest || target.size !== artifact.size || target.mediaType !== artifact.mediaType) {
    const text = `The signature is over ${target.digest}, not over this artifact.`;
    failures.push(integrityFailure("content descriptor mismatch", "OtherArtifactSigned", text));
  }
  if (Object.entries(metadata).some(([key, value]) => target.annotations?.[key] !== value)) {
    const text = "The signature doesn't have the metadata that --user-metadata requires.";
    failures.push(integrityFailure("unable to find specified metadata in the signature", "MetadataMissing", text));
  }
  return { failures, checked };
}

/** `notation verify`: accepts the first signature of the artifact that the trust policy accepts. */
export async function verify(call: Call, line: GoLine): Promise<number> {
  const policies = loadPolicy(call);
  const metadata = metadataOf(line) ?? {};
  const artifact = await resolveArtifact(
    call,
    line,
    "Always verify the artifact using digest(@sha256:...) rather than a tag(:TAG) because resolved digest may not point to the same signed artifact, as tags are mutable.",
  );
  const { full, path, host } = artifact;
  const statement = statementFor(policies, path);
  if (!statement) {
    throw failed(
      `signature verification failed: artifact "${full}" has no applicable trust policy. Trust policy applicability for a given artifact is determined by registryScopes. To create a trust policy, see: ${policyLink}`,
      {
        code: "NoApplicablePolicy",
        text: `No statement of the trust policy has ${path} or * among its registryScopes.`,
        next: "`notation policy show`",
      },
    );
  }
  const enforcement = enforcementOf(statement);
  if (typeof enforcement === "string") throw failed(enforcement);
  if (enforcement.integrity === "skip") {
    call.out(`Trust policy is configured to skip signature verification for ${full}\n`);
    return 0;
  }
  const signatures = await listSignatures(call, artifact);
  if (signatures.length === 0) {
    throw failed(
      `signature verification failed: no signature is associated with "${full}", make sure the artifact was signed successfully`,
      {
        code: "NotSigned",
        text: "Nothing that refers to this manifest is a signature. A tag that was pushed again stands for another manifest, and signatures stay with the one they were made for.",
        next: `\`notation sign ${full}\``,
      },
    );
  }
  const log = (level: string, text: string) => {
    if (!line.on("--verbose") && !line.on("--debug")) return;
    call.err(`time=${new Date(call.machine.now()).toISOString().slice(0, 19)}Z level=${level} msg=${text}\n`);
  };
  let first: Failure | undefined;
  for (const signature of signatures) {
    const envelope = await orThrow(fetchEnvelope(artifact, signature), (failure) =>
      failed(
        `signature verification failed: unable to retrieve digital signature with digest "${signature.digest}" associated with "${full}" from the Repository, error : ${failureText(failure)}`,
        whyFailed(call, host, failure, true),
      ),
    );
    const { failures, checked } = check(call, artifact, envelope.bytes, statement, enforcement, metadata);
    for (const { validation, action, text } of failures) {
      if (action === "log")
        log(
          "warning",
          `${validation} validation failed with validation action set to "logged". Failure reason: ${text}`,
        );
      if (action === "enforce") log("error", `${validation} validation failed. Failure reason: ${text}`);
    }
    const critical = failures.find(({ action }) => action === "enforce");
    if (!critical && checked) {
      for (const { validation, action, text } of failures) {
        if (action === "log")
          call.err(`Warning: ${validation} was set to "${action}" and failed with error: ${text}\n`);
      }
      call.out(`Successfully verified signature for ${full}\n`);
      const said = Object.entries(checked.target.annotations ?? {});
      if (said.length > 0) {
        call.out(
          `\nThe artifact was signed with the following user metadata.\n\n${table([["KEY", "VALUE"], ...said])}`,
        );
      }
      return 0;
    }
    log("warning", `Signature ${signature.digest} failed verification with error: ${critical?.text ?? ""}`);
    first ??= critical;
  }
  if (first?.stop) throw first.stop;
  throw failed(`signature verification failed for all the signatures associated with ${full}`, first?.explanation);
}
