import type { GuideSummary } from "../../content/content.ts";
import { Link } from "../shared/link.tsx";
import { GuideList } from "./guide-list.tsx";
import "./guide.css";

/** All guides for instructors. */
export const GuideListScreen = ({ guides }: { guides: readonly GuideSummary[] }) => (
  <div className="page">
    <p className="crumb">
      <Link to="/assign/">Assignments</Link>
    </p>
    <h1 tabIndex={-1}>Guides for instructors</h1>
    <p className="muted">
      An assignment is a quiz that you give to a class. Learners answer it in their browser, offline if they like, and
      you grade it in yours. There’s no account, and Drydock has no server that stores answers.
    </p>
    <GuideList guides={guides} />
  </div>
);
