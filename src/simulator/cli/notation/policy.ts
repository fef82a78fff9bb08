import { resolvePath } from "../file-system.ts";
import type { GoLine } from "../go-options.ts";
import type { Call } from "../program.ts";
import { configFolder, confirmed, failed } from "./config.ts";
import { checkPolicy, type PolicyDocument } from "./policy-statements.ts";

export const policyLink = "https://notaryproject.dev/docs/quickstart/#create-a-trust-policy";

const policyPath = (call: Call): string => `${configFolder(call)}/trustpolicy.json`;

function parsed(text: string): PolicyDocument | undefined {
  try {
    return JSON.parse(text) as PolicyDocument;
  } catch {
    return undefined;
  }
}

/** The trust policy that verifications go by; its absence and its faults end the program as they end the real one. */
export function loadPolicy(call: Call): PolicyDocument {
  const path = policyPath(call);
  if (call.machine.files.stat(path)?.kind !== "file") {
    throw failed(`trust policy is not present. To create a trust policy, see: ${policyLink}`, {
      code: "NoTrustPolicy",
      text: "Nothing says whose signatures are trusted for which repositories; without that nothing can be verified.",
      next: "Write one as JSON and import it: `notation policy import trustpolicy.json`",
    });
  }
  const policies = parsed(call.machine.files.text(path));
  if (!policies) {
    throw failed(`malformed trust policy. To create a trust policy, see: ${policyLink}`, {
      code: "BadTrustPolicy",
      text: `${path} is not valid JSON.`,
    });
  }
  const fault = checkPolicy(policies);
  if (fault !== undefined) {
    throw failed(fault, {
      code: "BadTrustPolicy",
      text: "The trust policy is not valid.",
      next: "`notation policy show`",
    });
  }
  return policies;
}

/** `notation policy show`. */
export function show(call: Call): number {
  const path = policyPath(call);
  if (call.machine.files.stat(path)?.kind !== "file") {
    throw failed(
      "failed to show trust policy as the trust policy file does not exist.\nYou can import one using `notation policy import <path-to-policy.json>`",
      { code: "NoTrustPolicy", text: "No trust policy has been imported yet." },
    );
  }
  const text = call.machine.files.text(path);
  const policies = parsed(text);
  const fault = policies ? checkPolicy(policies) : "invalid character in the trust policy";
  if (fault !== undefined) {
    call.err(`Error: ${fault}\n`);
    call.err(
      "Existing trust policy configuration is invalid, you may update or create a new one via `notation policy import <path-to-policy.json>`\n",
    );
  }
  call.out(text);
  return 0;
}

/** `notation policy import`: takes a file over as the trust policy when it holds together. */
export async function importPolicy(call: Call, line: GoLine): Promise<number> {
  const { files, home } = call.machine;
  const raw = line.operands[0] ?? "";
  const path = resolvePath(raw, call.folder, home);
  if (files.stat(path)?.kind !== "file") {
    throw failed(`failed to read trust policy file: open ${raw}: no such file or directory`, {
      code: "FileNotFound",
      text: `There is no file ${raw} here.`,
    });
  }
  const text = files.text(path);
  const policies = parsed(text);
  if (!policies) {
    throw failed("failed to parse trust policy configuration: invalid character in the file", {
      code: "BadTrustPolicy",
      text: `${raw} is not valid JSON.`,
    });
  }
  const fault = checkPolicy(policies);
  if (fault !== undefined) {
    throw failed(`failed to validate trust policy: ${fault}`, {
      code: "BadTrustPolicy",
      text: "The trust policy is not valid.",
    });
  }
  if (line.on("--force")) call.err("Warning: existing trust policy configuration file will be overwritten\n");
  else if (files.stat(policyPath(call))) {
    const question = "Existing trust policy configuration found, do you want to overwrite it?";
    if (!(await confirmed(call, question))) return 0;
  }
  files.write(policyPath(call), text);
  call.out("Trust policy configuration imported successfully.\n");
  return 0;
}

/** `notation policy init` came with a later notation than this one. */
export function init(): never {
  throw failed('unknown command "init" for "notation policy"', {
    code: "NotInThisVersion",
    text: "This is notation 1.2, whose policies are written as JSON and imported; init came later.",
    next: "`notation policy import trustpolicy.json`",
  });
}
