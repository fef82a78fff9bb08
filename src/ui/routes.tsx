import type { ReactElement } from "react";
import { matchPath } from "react-router-dom";
import {
  loadAbout,
  loadComparison,
  loadFactIndex,
  loadFactTopic,
  loadLeads,
  loadMisconceptions,
  loadObjectives,
  loadSection,
  loadWalkthrough,
  outline,
} from "../content/course.ts";
import { SectionScreen } from "./chapter/section-screen.tsx";

/** A screen ready to render, with the title and description for the document's head. */
export interface LoadedScreen {
  /** Path below the root it was loaded for. */
  path: string;
  title: string;
  description: string;
  found: boolean;
  element: ReactElement;
}

export interface Route {
  pattern: string;
  /** Module that holds the screen when it is a chunk of its own; its style sheet goes into the prerendered head. */
  module?: string;
  /** The screen runs the simulator: its page asks for it and for the screen's code at once. */
  simulator?: true;
  /** Paths to prerender; a function where the list is not needed to find the way. */
  paths: string[] | (() => Promise<string[]>);
  load(params: Record<string, string | undefined>): Promise<Omit<LoadedScreen, "path" | "found"> | null>;
}

const about = `${outline.subject}: read the chapter, compare options, answer exam questions, and run commands in a simulated Azure environment. Works offline.`;

export const routes: Route[] = [
  {
    pattern: "/",
    module: "src/ui/today/today-screen.tsx",
    paths: ["/"],
    load: async () => {
      const { TodayScreen } = await import("./today/today-screen.tsx");
      return { title: "Today", description: about, element: <TodayScreen /> };
    },
  },
  {
    pattern: "/learn/",
    module: "src/ui/chapter/learn-screen.tsx",
    paths: ["/learn/"],
    load: async () => {
      const [{ LearnScreen }, leads] = await Promise.all([import("./chapter/learn-screen.tsx"), loadLeads()]);
      return {
        title: "The chapter",
        description: `All ${outline.sections.length} sections of ${outline.subject}.`,
        element: <LearnScreen leads={leads.sections} />,
      };
    },
  },
  {
    pattern: "/learn/:id/",
    paths: outline.sections.map(({ id }) => `/learn/${id}/`),
    load: async ({ id = "" }) => {
      const section = await loadSection(id);
      return (
        section && {
          title: section.title,
          description: section.lead,
          element: <SectionScreen key={id} section={section} />,
        }
      );
    },
  },
  {
    pattern: "/compare/",
    module: "src/ui/compare/compare-index-screen.tsx",
    paths: ["/compare/"],
    load: async () => {
      const [{ CompareIndexScreen }, leads] = await Promise.all([
        import("./compare/compare-index-screen.tsx"),
        loadLeads(),
      ]);
      return {
        title: "Compare",
        description: "Tiers, sign-in methods, network options, and more, side by side.",
        element: <CompareIndexScreen leads={leads.comparisons} />,
      };
    },
  },
  {
    pattern: "/compare/:id/",
    module: "src/ui/compare/compare-screen.tsx",
    paths: outline.comparisons.map(({ id }) => `/compare/${id}/`),
    load: async ({ id = "" }) => {
      const [{ CompareScreen }, comparison] = await Promise.all([
        import("./compare/compare-screen.tsx"),
        loadComparison(id),
      ]);
      return (
        comparison && {
          title: comparison.title,
          description: `${comparison.title}: row by row, with the differences between the chapter and Azure today.`,
          element: <CompareScreen key={id} comparison={comparison} />,
        }
      );
    },
  },
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
        description: "Every command in the chapter, step by step.",
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
          description: `${walkthrough.title}: each command, its options, and what to notice.`,
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
          description: `${walkthrough.title}: run each command in a simulated Azure environment, with the command shown, with blanks, or on your own.`,
          element: <TryScreen key={id} walkthrough={walkthrough} />,
        }
      );
    },
  },
  {
    pattern: "/sandbox/",
    module: "src/ui/sandbox/sandbox-screen.tsx",
    simulator: true,
    paths: ["/sandbox/"],
    load: async () => {
      const { SandboxScreen } = await import("./sandbox/sandbox-screen.tsx");
      return {
        title: "Sandbox",
        description:
          "A simulated Azure environment in your browser: registries, Docker, and clusters, with undo and its own clock.",
        element: <SandboxScreen />,
      };
    },
  },
  {
    pattern: "/facts/",
    module: "src/ui/facts/facts-screen.tsx",
    paths: ["/facts/"],
    load: async () => {
      const [{ FactsScreen }, index] = await Promise.all([import("./facts/facts-screen.tsx"), loadFactIndex()]);
      return {
        title: "Facts",
        description:
          "Every number, role, rule, and claim: what the chapter says, what Azure’s documentation says today, the source, and the date.",
        element: <FactsScreen index={index} />,
      };
    },
  },
  {
    pattern: "/facts/:id/",
    module: "src/ui/facts/fact-topic-screen.tsx",
    paths: async () => (await loadFactIndex()).map(({ id }) => `/facts/${id}/`),
    load: async ({ id = "" }) => {
      const [{ FactTopicScreen }, index, facts] = await Promise.all([
        import("./facts/fact-topic-screen.tsx"),
        loadFactIndex(),
        loadFactTopic(id),
      ]);
      const topic = index.find((known) => known.id === id);
      if (!topic || !facts) return null;
      return {
        title: `Facts: ${topic.title}`,
        description: `${topic.title}: what the chapter says, what Azure’s documentation says today, the source, and the date.`,
        element: <FactTopicScreen key={id} topic={topic} topics={index} facts={facts} />,
      };
    },
  },
  {
    pattern: "/reference/",
    module: "src/ui/reference/reference-screen.tsx",
    paths: ["/reference/"],
    load: async () => {
      const [{ ReferenceScreen }, { default: index }] = await Promise.all([
        import("./reference/reference-screen.tsx"),
        import("virtual:drydock/reference"),
      ]);
      return {
        title: "Commands",
        description: "Every command that the simulated machine supports: options, rules, and examples.",
        element: <ReferenceScreen index={index} />,
      };
    },
  },
  {
    pattern: "/practice/",
    module: "src/ui/quiz/practice-screen.tsx",
    paths: ["/practice/"],
    load: async () => {
      const { PracticeScreen } = await import("./quiz/practice-screen.tsx");
      return {
        title: "Practice",
        description: "Practice by objective, section, or wrong idea, the scored chapter quiz, and all your attempts.",
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
        description: "Wrong answers that you were certain of: what is right instead, and when they are asked again.",
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
        description: "What you are about to forget, one card at a time: questions you answered and facts you added.",
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
        description: "Everything in your reviews: when it comes back, how you answered it, and what you suspended.",
        element: <CardsScreen objectives={objectives} />,
      };
    },
  },
  {
    pattern: "/quiz/",
    module: "src/ui/quiz/quiz-screen.tsx",
    paths: ["/quiz/"],
    load: async () => {
      const { QuizScreen } = await import("./quiz/quiz-screen.tsx");
      return { title: "Quiz", description: "One question at a time.", element: <QuizScreen /> };
    },
  },
  {
    pattern: "/exam/",
    module: "src/ui/exam/exam-screen.tsx",
    paths: ["/exam/"],
    load: async () => {
      const [{ ExamScreen }, objectives] = await Promise.all([import("./exam/exam-screen.tsx"), loadObjectives()]);
      return {
        title: "Exam",
        description: "A timed practice exam with sections, without hints, and with the result at the end.",
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
        description: "Your answers, the correct answers, and the reasons.",
        element: <ResultsScreen objectives={objectives} />,
      };
    },
  },
  {
    pattern: "/print/",
    module: "src/ui/print/print-screen.tsx",
    paths: ["/print/"],
    load: async () => {
      const { PrintScreen } = await import("./print/print-screen.tsx");
      return { title: "Print", description: "Cheat sheet, questions and results on paper.", element: <PrintScreen /> };
    },
  },
  {
    pattern: "/print/cheat-sheet/",
    module: "src/ui/print/cheat-sheet-screen.tsx",
    paths: ["/print/cheat-sheet/"],
    load: async () => {
      const [{ CheatSheetScreen }, index, walkthroughs] = await Promise.all([
        import("./print/cheat-sheet-screen.tsx"),
        loadFactIndex(),
        Promise.all(outline.walkthroughs.map(({ id }) => loadWalkthrough(id))),
      ]);
      // Claims are what the chapter says in its own words; the sheet has the facts behind them.
      const topics = index.filter(({ id }) => !id.startsWith("claims"));
      const rows = await Promise.all(topics.map(({ id }) => loadFactTopic(id)));
      return {
        title: "Cheat sheet",
        description: "Tiers, rules, roles and commands to print.",
        element: (
          <CheatSheetScreen
            topics={topics.map(({ id, title }, at) => ({ id, title, rows: rows[at] ?? [] }))}
            walkthroughs={walkthroughs.filter((walkthrough) => walkthrough !== null)}
          />
        ),
      };
    },
  },
  {
    pattern: "/print/questions/",
    module: "src/ui/print/questions-screen.tsx",
    paths: ["/print/questions/"],
    load: async () => {
      const [{ QuestionsScreen }, objectives] = await Promise.all([
        import("./print/questions-screen.tsx"),
        loadObjectives(),
      ]);
      return {
        title: "Questions to print",
        description: "The bank on paper, with the answers at the end or without.",
        element: <QuestionsScreen objectives={objectives} />,
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
        description: "What you know of each objective, how ready you are, and your attempts, on this device.",
        element: <ProgressScreen />,
      };
    },
  },
  {
    pattern: "/settings/",
    module: "src/ui/settings/settings-screen.tsx",
    paths: ["/settings/"],
    load: async () => {
      const [{ SettingsScreen }, about] = await Promise.all([import("./settings/settings-screen.tsx"), loadAbout()]);
      return {
        title: "Settings",
        description: "Rules, appearance, exam date, data, backup, and privacy.",
        element: <SettingsScreen about={about} />,
      };
    },
  },
];

const withSlash = (path: string): string => (path.endsWith("/") ? path : `${path}/`);

/** Loads the screen of a path, or the not-found screen for an unknown path. */
export async function loadScreen(pathname: string): Promise<LoadedScreen> {
  const path = withSlash(pathname.replace(/index\.html$/, ""));
  for (const route of routes) {
    const match = matchPath({ path: route.pattern, end: true }, path);
    const screen = match && (await route.load(match.params));
    if (screen) return { ...screen, path, found: true };
  }
  const { NotFoundScreen } = await import("./shell/not-found-screen.tsx");
  return {
    path,
    title: "Not found",
    description: about,
    found: false,
    element: <NotFoundScreen key={path} path={path} />,
  };
}

/** Finds the route of a path; undefined when no screen is there. */
export const findRoute = (path: string): Route | undefined =>
  routes.find((route) => matchPath({ path: route.pattern, end: true }, path));
