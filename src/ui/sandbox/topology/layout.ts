import type { RegionView, RegistryView, RepositoryView } from "../../../sandbox/topology-view.ts";

/** Sizes of the drawing, in its own units, which are CSS pixels at full size. */
export const sizes = {
  margin: 16,
  /** Place for who pushes, left of the first region. */
  people: 112,
  gap: 44,
  headline: 44,
  regionTitle: 22,
  /** Room above the first repository, for the region's role and state. */
  role: 20,
  row: 18,
  layer: 6,
  clusterHeight: 30,
  clusterGap: 26,
  bottom: 16,
} as const;

/** A region is narrower where there are many; more than fit are scrolled to. */
export const regionWidth = (count: number): number => (count <= 3 ? 190 : 160);

/** Repositories that are drawn: fewer where there are many regions. */
export const repositoriesDrawn = (registry: RegistryView): number => (registry.regions.length > 4 ? 3 : 5);

/** Where there is much to show, a repository is one row with the number of its tags. */
const isSummarised = (registry: RegistryView): boolean =>
  registry.regions.length > 4 || registry.repositories > repositoriesDrawn(registry);

/** Rows that a repository takes. */
export const rowsOf = ({ tags, moreTags }: RepositoryView, summarised: boolean): number =>
  summarised ? 1 : Math.max(1, tags.length + (moreTags > 0 ? 1 : 0));

export interface PlacedRegion {
  view: RegionView;
  x: number;
  y: number;
  width: number;
  height: number;
  repositories: RepositoryView[];
  /** Each repository is one row. */
  summarised: boolean;
  more: number;
  clusters: { x: number; y: number; width: number; index: number }[];
}

export interface PlacedRegistry {
  view: RegistryView;
  y: number;
  height: number;
  regions: PlacedRegion[];
}

export interface Drawing {
  width: number;
  height: number;
  registries: PlacedRegistry[];
}

/** Where everything stands: registries below one another, regions as columns, clusters below their region. */
export function layOut(registries: readonly RegistryView[]): Drawing {
  let y: number = sizes.margin;
  let width = 0;
  const placed = registries.map((view): PlacedRegistry => {
    const most = repositoriesDrawn(view);
    const summarised = isSummarised(view);
    const columns = regionWidth(view.regions.length);
    const heights = view.regions.map(({ repositories, moreRepositories }) => {
      const drawnRepositories = repositories.slice(0, most);
      const more = repositories.length - drawnRepositories.length + moreRepositories;
      const rows = drawnRepositories.reduce((sum, repository) => sum + rowsOf(repository, summarised), 0);
      return (rows + (more > 0 ? 1 : 0)) * sizes.row + sizes.role;
    });
    const body = Math.max(56, ...heights) + sizes.regionTitle + 14;
    const clusters = Math.max(0, ...view.regions.map((region) => region.clusters.length));
    const below = clusters === 0 ? 0 : sizes.clusterGap + clusters * (sizes.clusterHeight + 8);
    const top = y + sizes.headline;
    const regions = view.regions.map((region, index): PlacedRegion => {
      const x = sizes.margin + sizes.people + index * (columns + sizes.gap);
      const repositories = region.repositories.slice(0, most);
      return {
        view: region,
        x,
        y: top + sizes.regionTitle,
        width: columns,
        height: body - sizes.regionTitle,
        repositories,
        summarised,
        more: region.repositories.length - repositories.length + region.moreRepositories,
        clusters: region.clusters.map((_cluster, at) => ({
          x: x + 10,
          y: top + body + sizes.clusterGap + at * (sizes.clusterHeight + 8),
          width: columns - 20,
          index: at,
        })),
      };
    });
    const height = sizes.headline + body + below + sizes.bottom;
    width = Math.max(width, sizes.margin * 2 + sizes.people + view.regions.length * (columns + sizes.gap) - sizes.gap);
    const found = { view, y, height, regions };
    y += height;
    return found;
  });
  return { width: Math.max(width, 480), height: y, registries: placed };
}
