import type { Visit } from "./session.ts";

/** Opens another page and holds its scripts back until told otherwise. */
export async function goHeld({ page, url }: Visit, path: string): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/assets/*.js", async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(url(path), { waitUntil: "commit" });
  return release;
}
