import type { Route } from "./route.ts";

/** Where instructors make assignments. */
export const assignRoutes: Route[] = [
  {
    pattern: "/assign/",
    module: "src/ui/assign/assign-screen.tsx",
    paths: ["/assign/"],
    load: async () => {
      const { AssignScreen } = await import("./assign/assign-screen.tsx");
      return {
        title: "Assignments",
        description: "For instructors: give a class a quiz, collect the answers, and grade them, without a server.",
        element: <AssignScreen />,
      };
    },
  },
  {
    pattern: "/assign/new/",
    module: "src/ui/assign/editor-screen.tsx",
    paths: ["/assign/new/"],
    load: async () => {
      const { EditorScreen } = await import("./assign/editor-screen.tsx");
      return {
        title: "Assignment",
        description: "Its questions, its rules, and how you give it out.",
        element: <EditorScreen />,
      };
    },
  },
  {
    pattern: "/assign/questions/",
    module: "src/ui/assign/questions-screen.tsx",
    paths: ["/assign/questions/"],
    load: async () => {
      const { QuestionsScreen } = await import("./assign/questions-screen.tsx");
      return {
        title: "Your own questions",
        description: "For instructors: write questions for assignments, import them, and export them.",
        element: <QuestionsScreen />,
      };
    },
  },
];
