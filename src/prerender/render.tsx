import { renderToString } from "react-dom/server";
import { StaticRouter } from "react-router-dom";
import { outline } from "../content/course.ts";
import { createStore } from "../store/store.ts";
import { App } from "../ui/app.tsx";
import { findRoute, loadRoutes, loadScreen } from "../ui/routes.tsx";
import { setRoot } from "../ui/shared/root-links.ts";
import { StoreProvider } from "../ui/shared/use-store.tsx";
import { pageContent } from "./page-content.ts";

/** One page of the build. */
export interface Page {
  path: string;
  title: string;
  description: string;
  found: boolean;
  /** Markup of the app, its links relative to `root`. */
  html: string;
  /** Source module of the screen's own chunk, for its style sheet. */
  module: string | undefined;
  /** Modules of what the screen shows, which its page names besides the screen's own. */
  content: string[];
  /** Pattern of the fragments that open something, where the page begins with a list of it. */
  opens: string | undefined;
  /** Whether the screen runs the simulator. */
  simulator: boolean;
}

const routes = await loadRoutes();

/** Every path that becomes a file. */
export const paths = (
  await Promise.all(routes.map((route) => (typeof route.paths === "function" ? route.paths() : route.paths)))
).flat();

const never = new Promise<never>(() => undefined);

/** Draws the page at `path`; `root` leads from its file to the site's root, e.g. "../../". */
export async function render(path: string, root: string): Promise<Page> {
  setRoot(root);
  const screen = await loadScreen(path);
  const route = findRoute(routes, path);
  const store = createStore({
    progress: () => never,
    now: () => 0,
    steady: () => 0,
    newId: () => "",
    mirror: { read: () => null, write: () => undefined },
  });
  const markup = renderToString(
    <StoreProvider store={store}>
      <StaticRouter location={path}>
        <App initial={screen} root="/" />
      </StaticRouter>
    </StoreProvider>,
  );
  return {
    path,
    title: `${screen.title} · ${outline.title}`,
    description: screen.description,
    found: screen.found,
    html: markup.replaceAll('href="/', `href="${root}`),
    module: route?.module,
    content: route?.simulator ? [] : await pageContent(path),
    opens: route?.opens,
    simulator: route?.simulator ?? false,
  };
}
