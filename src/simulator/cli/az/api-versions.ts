/** Newest api-version of each provider that the planes answer in the shape that the client's models have. */
const versions: readonly (readonly [RegExp, string])[] = [
  [/\/registries\/[^/]+\/(tasks|taskRuns|runs|agentPools|scheduleRun|listBuildSourceUploadUrl)/i, "2019-06-01-preview"],
  [/\/providers\/Microsoft\.ContainerRegistry/i, "2025-11-01"],
  [/\/providers\/Microsoft\.ContainerService/i, "2025-05-01"],
  [/\/providers\/Microsoft\.ContainerInstance/i, "2023-05-01"],
  [/\/providers\/Microsoft\.ManagedIdentity/i, "2023-01-31"],
  [/\/providers\/Microsoft\.Network\/privateDnsZones/i, "2024-06-01"],
  [/\/providers\/Microsoft\.Network/i, "2024-07-01"],
  [/\/providers\/Microsoft\.Authorization/i, "2022-04-01"],
  [/\/providers\/Microsoft\.Security/i, "2024-01-01"],
  [/\/providers\/Microsoft\.OperationalInsights/i, "2023-09-01"],
  [/\/providers\/Microsoft\.Insights/i, "2021-05-01-preview"],
];

/** The version that the client asks with at a path, when the command does not say. */
export const versionFor = (path: string): string =>
  versions.find(([pattern]) => pattern.test(path))?.[1] ?? "2022-09-01";
