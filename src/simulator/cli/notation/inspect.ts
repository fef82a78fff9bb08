import { sha1Thumbprint } from "../../signing/certificate.ts";
import { checkEnvelope, notationTypes } from "../../signing/notation.ts";
import type { GoLine } from "../go-options.ts";
import { drawTree, type TreeNode } from "../output/tree.ts";
import type { Call } from "../program.ts";
import { failed } from "./config.ts";
import { fetchEnvelope, listSignatures } from "./signatures.ts";
import { failureText, resolveArtifact } from "./target.ts";

const leaf = (value: string): TreeNode => ({ value, children: [] });

/** `notation list`: the signatures of an artifact, as a tree. */
export async function list(call: Call, line: GoLine): Promise<number> {
  const artifact = await resolveArtifact(call, line);
  const signatures = await listSignatures(call, artifact);
  if (signatures.length === 0) {
    call.out(`${artifact.full} has no associated signature\n`);
    return 0;
  }
  const digests = signatures.map(({ digest }) => leaf(digest));
  call.out(drawTree({ value: artifact.full, children: [{ value: notationTypes.artifact, children: digests }] }));
  return 0;
}

/** A moment as Go's ANSIC layout has it: `Wed Nov 25 14:00:00 2026`. */
function ansi(moment: number): string {
  const [weekday = "", day = "", month = "", year = "", time = ""] = new Date(moment).toUTCString().split(" ");
  return `${weekday.replace(",", "")} ${month} ${day.replace(/^0/, " ")} ${time} ${year}`;
}

/** `notation inspect`: what each signature says of itself, whether it is trusted or not. */
export async function inspect(call: Call, line: GoLine): Promise<number> {
  const output = line.text("--output") ?? "text";
  if (!["text", "json"].includes(output)) throw failed(`unrecognized output format ${output}`);
  const json = output === "json";
  const artifact = await resolveArtifact(
    call,
    line,
    "Always inspect the artifact using digest(@sha256:...) rather than a tag(:TAG) because resolved digest may not point to the same signed artifact, as tags are mutable.",
  );
  const timeText = (moment: number) => (json ? `${new Date(moment).toISOString().slice(0, 19)}Z` : ansi(moment));
  const found: { mediaType: string; digest: string; [key: string]: unknown }[] = [];
  const nodes: TreeNode[] = [];
  let skipped = false;
  for (const { digest } of await listSignatures(call, artifact)) {
    const skip = (text: string) => {
      call.err(`Warning: ${text}\n`);
      skipped = true;
    };
    const descriptor = { mediaType: "", digest, size: 0 };
    const envelope = await fetchEnvelope(artifact, descriptor);
    if (!envelope.ok) {
      skip(`unable to fetch signature ${digest} due to error: ${failureText(envelope.refusal)}`);
      continue;
    }
    const checked = checkEnvelope(envelope.value.bytes);
    if (!checked.ok) {
      skip(`Skipping signature ${digest} because of error: ${checked.refusal.message}`);
      continue;
    }
    const { certificate, signedAt, expiresAt, target } = checked.value;
    const { annotations = {}, ...signedArtifact } = target;
    const signedAttributes: Record<string, string> = {
      signingScheme: "notary.x509",
      signingTime: timeText(signedAt),
      ...(expiresAt !== undefined && { expiry: timeText(expiresAt) }),
    };
    const print = sha1Thumbprint(certificate.bytes);
    const { subject, notAfter } = certificate;
    found.push({
      mediaType: envelope.value.mediaType,
      digest,
      signatureAlgorithm: "ECDSA-SHA-256",
      signedAttributes,
      userDefinedAttributes: annotations,
      unsignedAttributes: {},
      certificates: [{ SHA1Fingerprint: print, issuedTo: subject, issuedBy: subject, expiry: timeText(notAfter) }],
      signedArtifact,
    });
    const pairs = (values: Record<string, string | number>): TreeNode[] => {
      const all = Object.entries(values).map(([key, value]) => leaf(`${key}: ${value}`));
      return all.length > 0 ? all : [leaf("(empty)")];
    };
    nodes.push({
      value: digest,
      children: [
        leaf(`media type: ${envelope.value.mediaType}`),
        leaf("signature algorithm: ECDSA-SHA-256"),
        { value: "signed attributes", children: pairs(signedAttributes) },
        { value: "user defined attributes", children: pairs(annotations) },
        { value: "unsigned attributes", children: pairs({}) },
        {
          value: "certificates",
          children: [
            {
              value: `SHA1 fingerprint: ${print}`,
              children: pairs({ "issued to": subject, "issued by": subject, expiry: timeText(notAfter) }),
            },
          ],
        },
        {
          value: "signed artifact",
          children: pairs({
            "media type": signedArtifact.mediaType,
            digest: signedArtifact.digest,
            size: signedArtifact.size,
          }),
        },
      ],
    });
  }
  if (json) call.out(`${JSON.stringify({ mediaType: artifact.mediaType, signatures: found }, null, 4)}\n`);
  else if (nodes.length === 0) call.out(`${artifact.full} has no associated signature\n`);
  else {
    const tree = { value: artifact.full, children: [{ value: notationTypes.artifact, children: nodes }] };
    call.out(`Inspecting all signatures for signed artifact\n${drawTree(tree)}`);
  }
  if (skipped) throw failed("at least one signature was skipped and not displayed");
  return 0;
}
