import { guides, loadGuide } from "../../content/guides.ts";
import type { LoadedScreen } from "../route.ts";
import { GuideListScreen } from "./guide-list-screen.tsx";
import { GuideScreen } from "./guide-screen.tsx";

type GuidePage = Omit<LoadedScreen, "path" | "found">;

/** Paths of the list of guides and of each guide. */
export const guidePaths: string[] = ["/assign/guide/", ...guides.map(({ id }) => `/assign/guide/${id}/`)];

const list: GuidePage = {
  title: "Guides for instructors",
  description: "Give a class a quiz with or without a learning platform (LMS), and know what its results prove.",
  element: <GuideListScreen guides={guides} />,
};

/** Loads the page of one guide, or of the list without an id; null when there is no such guide. */
export async function loadGuidePage(id: string | undefined): Promise<GuidePage | null> {
  if (id === undefined) return list;
  const guide = await loadGuide(id);
  return (
    guide && {
      title: guide.title,
      description: guide.lead,
      element: <GuideScreen key={id} guide={guide} guides={guides} />,
    }
  );
}
