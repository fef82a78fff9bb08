/** What a manifest describes. */
export interface ManifestContent {
  /** The assignment's id; the manifest's identifier comes from it. */
  id: string;
  title: string;
  /** The page that the LMS opens. */
  entry: string;
  /** Every file of the package but the manifest, as paths. */
  files: readonly string[];
  launchData: string;
  /** Share of points from which the LMS counts the attempt as passed; absent when the LMS shouldn't judge. */
  passMark?: number;
}
