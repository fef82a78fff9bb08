import { loadLeads, loadWalkthrough, outline } from "../content/course.ts";
import type { Route } from "./route.ts";

/** What is done in a simulated environment. */
export const handsOnRoutes: Route[] = [
  {
    pattern: "/walkthroughs/",
    module: "src/ui/walkthrough/walkthrough-index-screen.tsx",
    paths: ["/walkthroughs/"],
    load: async () => {
      const [{ WalkthroughIndexScreen }, leads] = await Promise.all([
        import("./walkthrough/walkthrough-index-screen.tsx"),
        loadLeads(),
      ]);
      return {
        title: "Walkthroughs",
        description: import.meta.env.SSR ? "Every command in the chapter, step by step." : "",
        element: <WalkthroughIndexScreen leads={leads.walkthroughs} />,
      };
    },
  },
  {
    pattern: "/walkthroughs/:id/",
    module: "src/ui/walkthrough/walkthrough-screen.tsx",
    paths: outline.walkthroughs.map(({ id }) => `/walkthroughs/${id}/`),
    load: async ({ id = "" }) => {
      const [{ WalkthroughScreen }, walkthrough] = await Promise.all([
        import("./walkthrough/walkthrough-screen.tsx"),
        loadWalkthrough(id),
      ]);
      return (
        walkthrough && {
          title: walkthrough.title,
          description: import.meta.env.SSR
            ? `${walkthrough.title}: each command, its options, and what to notice.`
            : "",
          element: <WalkthroughScreen key={id} walkthrough={walkthrough} />,
        }
      );
    },
  },
  {
    pattern: "/walkthroughs/:id/try/",
    module: "src/ui/walkthrough/try-screen.tsx",
    simulator: true,
    paths: outline.walkthroughs.map(({ id }) => `/walkthroughs/${id}/try/`),
    load: async ({ id = "" }) => {
      const [{ TryScreen }, walkthrough] = await Promise.all([
        import("./walkthrough/try-screen.tsx"),
        loadWalkthrough(id),
      ]);
      return (
        walkthrough && {
          title: `${walkthrough.title}, in the terminal`,
          description: import.meta.env.SSR
            ? `${walkthrough.title}: run each command in a simulated Azure environment, with the command shown, with blanks, or on your own.`
            : "",
          element: <TryScreen key={id} walkthrough={walkthrough} />,
        }
      );
    },
  },
  {
    pattern: "/sandbox/",
    module: "src/ui/sandbox/sandbox-screen.tsx",
    simulator: true,
    opens: "[#&](?:world|template|share)(?:[=&]|$)",
    paths: ["/sandbox/"],
    load: async () => {
      const { SandboxScreen } = await import("./sandbox/sandbox-screen.tsx");
      return {
        title: "Sandbox",
        description: import.meta.env.SSR
          ? "A simulated Azure environment in your browser: registries, Docker, and clusters, with undo and its own clock."
          : "",
        element: <SandboxScreen />,
      };
    },
  },
];
