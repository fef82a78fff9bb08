/** One statement of a Notation trust policy (trust-store-trust-policy.md of the Notary Project). */
export interface TrustPolicy {
  name: string;
  /** `*`, or `HOST/REPOSITORY` that it holds for. */
  registryScopes: string[];
  level: "strict" | "permissive" | "audit" | "skip";
  /** Certificates of the trust store: base64 of their DER. */
  certificates: string[];
  /** `*`, or `x509.subject: CN=…,O=…` identities, each of whose parts a certificate has to have. */
  trustedIdentities: string[];
}

/** The policy that holds for an image: the one naming its repository, else the one for `*`. */
export const policyFor = (policies: readonly TrustPolicy[], scope: string): TrustPolicy | undefined =>
  policies.find(({ registryScopes }) => registryScopes.includes(scope)) ??
  policies.find(({ registryScopes }) => registryScopes.includes("*"));

const attributesOf = (subject: string): string[] => subject.split(",").map((part) => part.trim());

/** Whether a certificate's subject is one of the identities that a policy trusts. */
export const trustsSubject = ({ trustedIdentities }: TrustPolicy, subject: string): boolean =>
  trustedIdentities.some((identity) => {
    if (identity === "*") return true;
    const trustedSubject = /^x509\.subject:\s*(.+)$/.exec(identity)?.[1];
    return (
      trustedSubject !== undefined && attributesOf(trustedSubject).every((part) => attributesOf(subject).includes(part))
    );
  });
