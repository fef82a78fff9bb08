import { Link } from "../shared/link.tsx";
import { useStore } from "../shared/use-store.tsx";

/** What can be taken along on paper. */
export function PrintScreen() {
  const snapshot = useStore((state) => state.snapshot);
  const latest = snapshot?.attempts
    .filter(({ submittedAt }) => submittedAt !== undefined)
    .toSorted((a, b) => (b.submittedAt ?? 0) - (a.submittedAt ?? 0))[0];
  const entries = [
    { to: "/print/cheat-sheet/", title: "Cheat sheet", text: "Tiers, rules, roles and commands on a few pages." },
    {
      to: "/print/questions/",
      title: "Questions",
      text: "The whole bank or one objective, with the answers at the end or without.",
    },
    ...(latest
      ? [
          {
            to: `/results/#${latest.id}`,
            title: "Your latest result",
            text: `${latest.title}, with your answers and the reasons.`,
          },
        ]
      : []),
    { to: "/learn/", title: "The chapter", text: "Open a section and print it from the browser." },
  ];
  return (
    <div className="page">
      <h1 tabIndex={-1}>Print</h1>
      <p className="muted">
        Each page prints without menus. To keep one as a file, choose “Save as PDF” in the browser’s print dialog.
      </p>
      <ul className="toc">
        {entries.map(({ to, title, text }) => (
          <li key={to}>
            <div>
              <Link to={to}>{title}</Link>
              <p className="muted">{text}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
