import { loadMisconceptions, loadObjectives } from "../content/course.ts";
import type { Route } from "./route.ts";

/** Attempts are named by their id. */
const anyFragment = "^#.";

/** What is answered, reviewed and measured. */
export const studyRoutes: Route[] = [
  {
    pattern: "/practice/",
    module: "src/ui/quiz/practice-screen.tsx",
    paths: ["/practice/"],
    load: async () => {
      const { PracticeScreen } = await import("./quiz/practice-screen.tsx");
      return {
        title: "Practice",
        description: import.meta.env.SSR
          ? "Practice by objective, section, or wrong idea, the scored chapter quiz, and all your attempts."
          : "",
        element: <PracticeScreen />,
      };
    },
  },
  {
    pattern: "/misconceptions/",
    module: "src/ui/misconceptions/misconceptions-screen.tsx",
    paths: ["/misconceptions/"],
    load: async () => {
      const [{ MisconceptionsScreen }, misconceptions] = await Promise.all([
        import("./misconceptions/misconceptions-screen.tsx"),
        loadMisconceptions(),
      ]);
      return {
        title: "Wrong ideas",
        description: import.meta.env.SSR
          ? "Wrong answers that you were certain of: what is right instead, and when they are asked again."
          : "",
        element: <MisconceptionsScreen misconceptions={misconceptions} />,
      };
    },
  },
  {
    pattern: "/review/",
    module: "src/ui/review/review-screen.tsx",
    paths: ["/review/"],
    load: async () => {
      const { ReviewScreen } = await import("./review/review-screen.tsx");
      return {
        title: "Review",
        description: import.meta.env.SSR
          ? "What you are about to forget, one card at a time: questions you answered and facts you added."
          : "",
        element: <ReviewScreen />,
      };
    },
  },
  {
    pattern: "/review/cards/",
    module: "src/ui/review/cards-screen.tsx",
    paths: ["/review/cards/"],
    load: async () => {
      const [{ CardsScreen }, objectives] = await Promise.all([import("./review/cards-screen.tsx"), loadObjectives()]);
      return {
        title: "Review cards",
        description: import.meta.env.SSR
          ? "Everything in your reviews: when it comes back, how you answered it, and what you suspended."
          : "",
        element: <CardsScreen objectives={objectives} />,
      };
    },
  },
  {
    pattern: "/quiz/",
    module: "src/ui/quiz/quiz-screen.tsx",
    opens: anyFragment,
    paths: ["/quiz/"],
    load: async () => {
      const { QuizScreen } = await import("./quiz/quiz-screen.tsx");
      return {
        title: "Practice",
        description: import.meta.env.SSR ? "One question at a time." : "",
        element: <QuizScreen />,
      };
    },
  },
  {
    pattern: "/exam/",
    module: "src/ui/exam/exam-screen.tsx",
    opens: anyFragment,
    paths: ["/exam/"],
    load: async () => {
      const [{ ExamScreen }, objectives] = await Promise.all([import("./exam/exam-screen.tsx"), loadObjectives()]);
      return {
        title: "Exam",
        description: import.meta.env.SSR
          ? "A timed practice exam with sections, without hints, and with the result at the end."
          : "",
        element: <ExamScreen objectives={objectives} />,
      };
    },
  },
  {
    pattern: "/results/",
    module: "src/ui/quiz/results-screen.tsx",
    paths: ["/results/"],
    load: async () => {
      const [{ ResultsScreen }, objectives] = await Promise.all([
        import("./quiz/results-screen.tsx"),
        loadObjectives(),
      ]);
      return {
        title: "Results",
        description: import.meta.env.SSR ? "Your answers, the correct answers, and the reasons." : "",
        element: <ResultsScreen objectives={objectives} />,
      };
    },
  },
  {
    pattern: "/progress/",
    module: "src/ui/progress/progress-screen.tsx",
    paths: ["/progress/"],
    load: async () => {
      const { ProgressScreen } = await import("./progress/progress-screen.tsx");
      return {
        title: "Progress",
        description: import.meta.env.SSR
          ? "What you know of each objective, how ready you are, and your attempts, on this device."
          : "",
        element: <ProgressScreen />,
      };
    },
  },
];
