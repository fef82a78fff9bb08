import { isFileName } from "./config.ts";
import { storeTypes } from "./trust-store.ts";

export type Validation = "integrity" | "authenticity" | "authenticTimestamp" | "expiry" | "revocation";
export type Action = "enforce" | "log" | "skip";

/** One statement of trustpolicy.json (notaryproject/specifications, trust-store-trust-policy.md). */
export interface PolicyStatement {
  name?: string;
  registryScopes?: string[];
  signatureVerification?: { level?: string; override?: Record<string, string> };
  trustStores?: string[];
  trustedIdentities?: string[];
}

export interface PolicyDocument {
  version?: string;
  trustPolicies?: PolicyStatement[];
}

const validations: readonly Validation[] = ["integrity", "authenticity", "authenticTimestamp", "expiry", "revocation"];
const actions: readonly Action[] = ["enforce", "log", "skip"];

const levels: Record<string, Record<Validation, Action>> = {
  strict: {
    integrity: "enforce",
    authenticity: "enforce",
    authenticTimestamp: "enforce",
    expiry: "enforce",
    revocation: "enforce",
  },
  permissive: {
    integrity: "enforce",
    authenticity: "enforce",
    authenticTimestamp: "log",
    expiry: "log",
    revocation: "log",
  },
  audit: { integrity: "enforce", authenticity: "log", authenticTimestamp: "log", expiry: "log", revocation: "log" },
  skip: { integrity: "skip", authenticity: "skip", authenticTimestamp: "skip", expiry: "skip", revocation: "skip" },
};

const quoted = (values: readonly string[]): string => `[${values.map((value) => JSON.stringify(value)).join(" ")}]`;

/** What a statement does with each kind of failure, or why it is useless. */
export function enforcementOf({ signatureVerification }: PolicyStatement): Record<Validation, Action> | string {
  const { level = "", override = {} } = signatureVerification ?? {};
  if (level === "") return "signature verification level is empty or missing in the trust policy statement";
  const base = levels[level];
  if (!base) return `invalid signature verification level ${JSON.stringify(level)}`;
  const changed = Object.entries(override);
  if (changed.length > 0 && level === "skip") {
    return `signature verification level "skip" can't be used to customize signature verification`;
  }
  const result = { ...base };
  for (const [key, value] of changed) {
    const validation = validations.find((validationName) => validationName === key);
    const action = actions.find((actionName) => actionName === value);
    if (!validation) {
      return `verification type ${JSON.stringify(key)} in custom signature verification is not supported, supported values are ${quoted(validations)}`;
    }
    if (!action) {
      return `verification action ${JSON.stringify(value)} in custom signature verification is not supported, supported values are ${quoted(actions)}`;
    }
    if (validation === "integrity") {
      return `"integrity" verification can not be overridden in custom signature verification`;
    }
    if (validation !== "revocation" && action === "skip") {
      return `${JSON.stringify(key)} verification can not be skipped in custom signature verification`;
    }
    result[validation] = action;
  }
  return result;
}

function statementFault(statement: PolicyStatement): string | undefined {
  const { name = "", trustStores = [], trustedIdentities = [], signatureVerification } = statement;
  if (name === "") return "a trust policy statement is missing a name, every statement requires a name";
  const called = `trust policy statement ${JSON.stringify(name)}`;
  const enforcement = enforcementOf(statement);
  if (typeof enforcement === "string") return `${called} has invalid signatureVerification: ${enforcement}`;
  if (signatureVerification?.level === "skip") {
    return trustStores.length + trustedIdentities.length > 0
      ? `${called} is set to skip signature verification but configured with trust stores and/or trusted identities, remove them if signature verification needs to be skipped`
      : undefined;
  }
  if (trustStores.length === 0 || trustedIdentities.length === 0) {
    return `${called} is either missing trust stores or trusted identities, both must be specified`;
  }
  for (const store of trustStores) {
    const [type = "", ...rest] = store.split(":");
    if (rest.length === 0) {
      return `${called} has malformed trust store value ${JSON.stringify(store)}. The required format is <TrustStoreType>:<TrustStoreName>`;
    }
    if (!storeTypes.includes(type)) {
      return `${called} uses an unsupported trust store type ${JSON.stringify(type)} in trust store value ${JSON.stringify(store)}`;
    }
    if (!isFileName(rest.join(":"))) {
      return `${called} uses an unsupported trust store name ${JSON.stringify(rest.join(":"))} in trust store value ${JSON.stringify(store)}. Named store name needs to follow [a-zA-Z0-9_.-]+ format`;
    }
  }
  return identityFault(called, trustedIdentities);
}

function identityFault(called: string, identities: readonly string[]): string | undefined {
  if (identities.length > 1 && identities.includes("*")) {
    return `${called} uses a wildcard trusted identity '*', a wildcard identity cannot be used in conjunction with other values`;
  }
  for (const identity of identities) {
    if (identity === "") return `${called} has an empty trusted identity`;
    if (identity === "*") continue;
    const [, value] = /^x509\.subject:(.*)$/.exec(identity) ?? [];
    if (!identity.includes(":")) return `${called} has trusted identity ${JSON.stringify(identity)} missing separator`;
    if (value === undefined) continue;
    if (value.trim() === "")
      return `${called} has trusted identity ${JSON.stringify(identity)} without an identity value`;
    for (const key of ["C", "ST", "O"]) {
      if (!new RegExp(`(?:^|,)\\s*${key}=`).test(value)) {
        return `distinguished name (DN) ${JSON.stringify(value)} has no mandatory RDN attribute for ${JSON.stringify(key)}, it must contain 'C', 'ST', and 'O' RDN attributes at a minimum`;
      }
    }
  }
  return undefined;
}

const scopeForm = /^[a-zA-Z0-9][a-zA-Z0-9.-]*(?::[0-9]+)?\/[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/;

function scopeFault(statements: readonly PolicyStatement[]): string | undefined {
  const seen = new Set<string>();
  for (const { name = "", registryScopes = [] } of statements) {
    const called = `trust policy statement ${JSON.stringify(name)}`;
    if (registryScopes.length === 0) {
      return `${called} has zero registry scopes, it must specify registry scopes with at least one value`;
    }
    if (registryScopes.length > 1 && registryScopes.includes("*")) {
      return `${called} uses wildcard registry scope '*', a wildcard scope cannot be used in conjunction with other scope values`;
    }
    for (const scope of registryScopes) {
      const hint =
        "make sure it is a fully qualified repository without the scheme, protocol or tag. For example domain.com/my/repository or a local scope like local/myOCILayout";
      if (scope !== "*" && scope.includes("*")) {
        return `registry scope ${JSON.stringify(scope)} with wild card(s) is not valid, ${hint}`;
      }
      if (scope !== "*" && !scopeForm.test(scope))
        return `registry scope ${JSON.stringify(scope)} is not valid, ${hint}`;
      if (seen.has(scope)) {
        return `registry scope ${JSON.stringify(scope)} is present in multiple trust policy statements, one registry scope value can only be associated with one statement`;
      }
      seen.add(scope);
    }
  }
  return undefined;
}

/** Why a document is no trust policy, in the words of notation-go's own check; undefined when it is one. */
export function checkPolicy({ version = "", trustPolicies = [] }: PolicyDocument): string | undefined {
  if (version === "") return "trust policy document is missing or has empty version, it must be specified";
  if (version !== "1.0") return `trust policy document uses unsupported version ${JSON.stringify(version)}`;
  if (trustPolicies.length === 0) return "trust policy document can not have zero trust policy statements";
  for (const statement of trustPolicies) {
    const fault = statementFault(statement);
    if (fault !== undefined) return fault;
  }
  const scopes = scopeFault(trustPolicies);
  if (scopes !== undefined) return scopes;
  const names = trustPolicies.map(({ name }) => name ?? "");
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  return twice === undefined
    ? undefined
    : `multiple trust policy statements use the same name ${JSON.stringify(twice)}, statement names must be unique`;
}

/** The statement that holds for a repository: the one that names it, else the one for every repository. */
export const statementFor = ({ trustPolicies = [] }: PolicyDocument, scope: string): PolicyStatement | undefined =>
  trustPolicies.find(({ registryScopes = [] }) => registryScopes.includes(scope)) ??
  trustPolicies.find(({ registryScopes = [] }) => registryScopes.includes("*"));
