import { loadMisconceptions, loadObjectives } from "../content/course.ts";
import type { Route } from "./route.ts";

/** Where an instructor collects and grades. */
export const gradebookRoutes: Route[] = [
  {
    pattern: "/assign/gradebook/",
    module: "src/ui/gradebook/gradebook-screen.tsx",
    paths: ["/assign/gradebook/"],
    load: async () => {
      const [{ GradebookScreen }, objectives, misconceptions] = await Promise.all([
        import("./gradebook/gradebook-screen.tsx"),
        loadObjectives(),
        loadMisconceptions(),
      ]);
      return {
        title: "Gradebook",
        description: "Collect what learners submit, grade it from the answers, and take the marks to your LMS.",
        element: <GradebookScreen objectives={objectives} misconceptions={misconceptions} />,
      };
    },
  },
];
