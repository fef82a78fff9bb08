// The host answers with this page at any address that leads nowhere, so its own files are not where it looks for them.
// Asks each folder above for a file that only the site's root has, and goes to the page's own address there.
addEventListener("DOMContentLoaded", async () => {
  const folders = location.pathname.split("/").slice(0, -1);
  for (let depth = folders.length; depth > 0; depth--) {
    const root = `${folders.slice(0, depth).join("/")}/`;
    const answer = await fetch(`${root}app.webmanifest`, { method: "HEAD" }).catch(() => null);
    if (answer?.ok && !/html/.test(answer.headers.get("content-type") ?? "")) {
      // The page is in the root's own folder: its files are where it looks for them.
      if (depth === folders.length) return;
      location.replace(`${root}404.html?from=${encodeURIComponent(location.pathname)}`);
      return;
    }
  }
});
