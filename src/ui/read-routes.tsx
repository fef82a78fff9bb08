import {
  loadComparison,
  loadFactIndex,
  loadFactTopic,
  loadLeads,
  loadObjectives,
  loadSection,
  loadWalkthrough,
  outline,
} from "../content/course.ts";
import { loadSheetTopics } from "../content/sheet-topics.ts";
import type { Route } from "./route.ts";

/** What is read: the chapter, comparisons, facts, commands, and what can be printed. */
export const readRoutes: Route[] = [
  {
    pattern: "/learn/",
    module: "src/ui/chapter/learn-screen.tsx",
    paths: ["/learn/"],
    load: async () => {
      const [{ LearnScreen }, leads] = await Promise.all([import("./chapter/learn-screen.tsx"), loadLeads()]);
      return {
        title: "The chapter",
        description: import.meta.env.SSR ? `All ${outline.sections.length} sections of ${outline.subject}.` : "",
        element: <LearnScreen leads={leads.sections} />,
      };
    },
  },
  {
    pattern: "/learn/:id/",
    module: "src/ui/chapter/section-screen.tsx",
    paths: outline.sections.map(({ id }) => `/learn/${id}/`),
    load: async ({ id = "" }) => {
      const [{ SectionScreen }, section] = await Promise.all([import("./chapter/section-screen.tsx"), loadSection(id)]);
      return (
        section && {
          title: section.title,
          description: import.meta.env.SSR ? section.lead : "",
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
        description: import.meta.env.SSR ? "Tiers, sign-in methods, network options, and more, side by side." : "",
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
          description: import.meta.env.SSR
            ? `${comparison.title}: row by row, with the differences between the chapter and Azure today.`
            : "",
          element: <CompareScreen key={id} comparison={comparison} />,
        }
      );
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
        description: import.meta.env.SSR
          ? "Every number, role, rule, and claim: what the chapter says, what Azure’s documentation says today, the source, and the date."
          : "",
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
        description: import.meta.env.SSR
          ? `${topic.title}: what the chapter says, what Azure’s documentation says today, the source, and the date.`
          : "",
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
        description: import.meta.env.SSR
          ? "Every command that the simulated machine supports: options, rules, and examples."
          : "",
        element: <ReferenceScreen index={index} />,
      };
    },
  },
  {
    pattern: "/print/",
    module: "src/ui/print/print-screen.tsx",
    paths: ["/print/"],
    load: async () => {
      const { PrintScreen } = await import("./print/print-screen.tsx");
      return {
        title: "Print",
        description: import.meta.env.SSR ? "Cheat sheet, questions and results on paper." : "",
        element: <PrintScreen />,
      };
    },
  },
  {
    pattern: "/print/cheat-sheet/",
    module: "src/ui/print/cheat-sheet-screen.tsx",
    paths: ["/print/cheat-sheet/"],
    load: async () => {
      const [{ CheatSheetScreen }, topics, walkthroughs] = await Promise.all([
        import("./print/cheat-sheet-screen.tsx"),
        loadSheetTopics(),
        Promise.all(outline.walkthroughs.map(({ id }) => loadWalkthrough(id))),
      ]);
      const rows = await Promise.all(topics.map(({ id }) => loadFactTopic(id)));
      return {
        title: "Cheat sheet",
        description: import.meta.env.SSR ? "Tiers, rules, roles and commands to print." : "",
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
        description: import.meta.env.SSR ? "The bank on paper, with the answers at the end or without." : "",
        element: <QuestionsScreen objectives={objectives} />,
      };
    },
  },
];
