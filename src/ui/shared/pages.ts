import { outline } from "../../content/course.ts";

/** The screens of the app that have an address of their own. */
export const pages: { href: string; title: string }[] = [
  { href: "/", title: "Today" },
  { href: "/learn/", title: "The chapter" },
  { href: "/compare/", title: "Compare" },
  { href: "/practice/", title: "Practice" },
  { href: "/exam/", title: "Exam" },
  { href: "/a/", title: "Assignments" },
  { href: "/misconceptions/", title: "Wrong ideas" },
  { href: "/review/", title: "Review" },
  { href: "/sandbox/", title: "Sandbox" },
  { href: "/facts/", title: "Facts" },
  { href: "/walkthroughs/", title: "Walkthroughs" },
  { href: "/reference/", title: "Commands" },
  { href: "/progress/", title: "Progress" },
  { href: "/print/", title: "Print" },
  { href: "/assign/", title: "Assignments, for instructors" },
  { href: "/settings/", title: "Settings" },
];

/** Those, and everything the course holds. */
export const allPages = (): { href: string; title: string }[] => [
  ...pages,
  ...outline.sections.map(({ id, title }) => ({ href: `/learn/${id}/`, title })),
  ...outline.comparisons.map(({ id, title }) => ({ href: `/compare/${id}/`, title })),
  ...outline.walkthroughs.map(({ id, title }) => ({ href: `/walkthroughs/${id}/`, title })),
];
