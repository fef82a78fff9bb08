import type { GuideSummary } from "../../content/content.ts";
import { Link } from "../shared/link.tsx";

/** Guides with what each is about. */
export const GuideList = ({ guides }: { guides: readonly GuideSummary[] }) => (
  <ul className="toc guides">
    {guides.map(({ id, title, lead }) => (
      <li key={id}>
        <div>
          <Link to={`/assign/guide/${id}/`}>{title}</Link>
          <p className="muted">{lead}</p>
        </div>
      </li>
    ))}
  </ul>
);
