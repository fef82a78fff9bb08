/** The sha-256 of a text as lower-case hex. */
export async function sha256Hex(text: string): Promise<string> {
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;
  if (!subtle) {
    throw new Error(
      "This page cannot make or check backups, because the browser offers checksums only on secure addresses. " +
        "Open Drydock over https or on localhost.",
    );
  }
  const digest = await subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
