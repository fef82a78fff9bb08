/** Hands a text or bytes to the browser as a file to save. */
export function download(content: string | Uint8Array, name: string, type: string): void {
  const part = typeof content === "string" ? content : Uint8Array.from(content);
  const url = URL.createObjectURL(new Blob([part], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Revoking at once would cancel the download in some browsers.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
