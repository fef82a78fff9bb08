import type { Route } from "./route.ts";

/** Assignments that a learner takes. What is in the address after # never reaches a server. */
export const assignedRoutes: Route[] = [
  {
    pattern: "/a/",
    module: "src/ui/assigned/assigned-screen.tsx",
    paths: ["/a/"],
    load: async () => {
      const { AssignedScreen } = await import("./assigned/assigned-screen.tsx");
      return {
        title: "Assignments",
        description: "Assignments from your instructor: open a link, answer offline, and submit a sealed file.",
        element: <AssignedScreen />,
      };
    },
  },
];
