/**
 * Returns whether the service worker leaves a request to the browser: those to other origins, and those for the page of cmi5 courses,
 * which an LMS opens and which sends answers there.
 *
 * @param scope the worker's scope, the address of the site's root
 */
export function isLeftToBrowser(url: string, scope: string): boolean {
  const { origin, pathname } = new URL(url);
  const root = new URL(scope);
  if (origin !== root.origin) return true;
  const page = `${root.pathname}au`;
  return pathname === page || pathname.startsWith(`${page}/`);
}
