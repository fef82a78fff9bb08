import { registryScope, scopeCovers } from "../../../identity/scope.ts";
import { tagsOf } from "../../../registry/content-tags.ts";
import { requestScan, scanningOn } from "../../../registry/scan.ts";
import { isoTime } from "../../../world/clock.ts";
import { guidFor } from "../../../world/ids.ts";
import type { Registry } from "../../../world/registry-tables.ts";
import { fail, ok, type Result } from "../../../world/result.ts";
import type { Finding, Scan } from "../../../world/service-tables.ts";
import { badRequest } from "../../errors.ts";
import { findRegistry, param } from "../../find.ts";
import { registryPath } from "../../paths.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "../../route.ts";
import { asText, type JsonRecord } from "../../../world/json.ts";

/*
 * Findings of the scanner as Defender for Cloud publishes them: one assessment for each registry and a sub-assessment for
 * each flaw of each package in each image. Shapes: azure-rest-api-specs, Microsoft.Security 2019-01-01-preview
 * (subAssessments) and 2020-01-01 (assessments); what `additionalData` holds for images of a registry:
 * defender-for-cloud/subassessment-rest-api. Both read 2026-11-25.
 */

const type = "Microsoft.Security/assessments";
const subType = `${type}/subAssessments`;

/** Key of "Azure registry container images should have vulnerabilities resolved", the same in every subscription. */
export const registryAssessment = "c0b7cfc6-3172-465a-b378-53c7ff2cc0d5";

const displayName =
  "Azure registry container images should have vulnerabilities resolved (powered by Microsoft Defender Vulnerability Management)";

interface ScannedImage {
  repository: string;
  digest: string;
  scan: Scan;
}

const scansOf = (call: ArmCall, registry: Registry): ScannedImage[] =>
  [...call.draft.scan("scan", [registry.name.toLowerCase()])].map(({ rest, row }) => ({
    repository: rest[0] ?? "",
    digest: rest[1] ?? "",
    scan: row,
  }));

/** Registries at or below a scope, while the plan that scans them is on; no plan, nothing assessed. */
function assessed(call: ArmCall): Registry[] {
  if (!scanningOn(call.draft)) return [];
  const own = `/subscriptions/${call.draft.get("settings")?.subscription.id ?? ""}`;
  // Loopback clients may bring a subscription id of their own.
  const scope = param(call, "scope").replace(/^\/subscriptions\/[^/]+/i, own);
  return [...call.draft.scan("registry")]
    .map(({ row }) => row)
    .filter((registry) => scopeCovers(scope, registryScope(call.draft, registry)));
}

const assessmentId = (call: ArmCall, registry: Registry): string =>
  `${registryScope(call.draft, registry)}/providers/${type}/${registryAssessment}`;

function statusOf(images: readonly ScannedImage[]): JsonRecord {
  const read = images.filter(({ scan }) => scan.status === "Completed");
  if (read.length === 0)
    return { code: "NotApplicable", cause: "NoScannedImages", description: "No image was scanned." };
  return { code: read.some(({ scan }) => scan.findings.length > 0) ? "Unhealthy" : "Healthy" };
}

function assessmentView(call: ArmCall, registry: Registry): JsonRecord {
  const images = scansOf(call, registry);
  return {
    id: assessmentId(call, registry),
    name: registryAssessment,
    type,
    properties: {
      resourceDetails: { source: "Azure", id: registryScope(call.draft, registry) },
      displayName,
      status: statusOf(images),
    },
  };
}

/** The API knows Low, Medium and High; what is critical is so in the details of the flaw. */
const statusSeverity = ({ severity }: Finding): string => (severity === "Critical" ? "High" : severity);

function subAssessmentView(call: ArmCall, registry: Registry, image: ScannedImage, finding: Finding): JsonRecord {
  const { repository, digest, scan } = image;
  const manifest = call.draft.get("manifest", registry.name.toLowerCase(), repository, digest);
  const name = guidFor(call.cloud.hash, [registry.name, repository, digest, finding.id, finding.package].join("/"));
  return {
    id: `${assessmentId(call, registry)}/subAssessments/${name}`,
    name,
    type: subType,
    properties: {
      id: finding.id,
      displayName: finding.id,
      description: finding.title,
      status: { code: "Unhealthy", severity: statusSeverity(finding) },
      remediation:
        finding.fixed === null
          ? "No remediation exists"
          : `Create new image with updated package ${finding.package} with version ${finding.fixed} or higher.`,
      timeGenerated: isoTime(scan.completedAt ?? scan.queuedAt),
      resourceDetails: { source: "Azure", id: `/repositories/${repository}/images/${digest}` },
      additionalData: {
        assessedResourceType: "AzureContainerRegistryVulnerability",
        artifactDetails: {
          registryHost: registry.loginServer,
          repositoryName: repository,
          digest,
          tags: tagsOf(call.draft, registry.name.toLowerCase(), repository, digest),
          artifactType: "ContainerImage",
          ...(manifest && {
            mediaType: manifest.mediaType,
            lastPushedToRegistryUTC: isoTime(manifest.updatedAt),
          }),
        },
        softwareDetails: {
          category: "OS",
          packageName: finding.package,
          version: finding.installed,
          fixedVersion: finding.fixed ?? "",
          fixStatus: finding.fixed === null ? "NoFixAvailable" : "FixAvailable",
        },
        vulnerabilityDetails: { cveId: finding.id, severity: finding.severity },
      },
    },
  };
}

const subAssessments = (call: ArmCall): JsonRecord[] =>
  assessed(call).flatMap((registry) =>
    scansOf(call, registry).flatMap((image) =>
      image.scan.findings.map((finding) => subAssessmentView(call, registry, image, finding)),
    ),
  );

const notFound = (kind: string, name: string) =>
  fail({
    code: "ResourceNotFound",
    status: 404,
    message: `The ${kind} '${name}' was not found.`,
    why: "Registries are assessed while the Defender plan for containers is on.",
  });

const isKey = (call: ArmCall): boolean => param(call, "assessment").toLowerCase() === registryAssessment;

function listSubAssessments(call: ArmCall): Result<ArmAnswer> {
  const value = isKey(call) ? subAssessments(call) : [];
  return ok({ status: 200, body: { value } });
}

function showAssessment(call: ArmCall): Result<ArmAnswer> {
  const scope = param(call, "scope").split("/").slice(3).join("/").toLowerCase();
  const registry = assessed(call).find((registry) =>
    registryScope(call.draft, registry).toLowerCase().endsWith(`/${scope}`),
  );
  return registry && isKey(call)
    ? ok({ status: 200, body: assessmentView(call, registry) })
    : notFound("assessment", param(call, "assessment"));
}

function showSubAssessment(call: ArmCall): Result<ArmAnswer> {
  const name = param(call, "name").toLowerCase();
  const found = isKey(call) ? subAssessments(call).find((assessment) => assessment["name"] === name) : undefined;
  return found ? ok({ status: 200, body: found }) : notFound("sub-assessment", name);
}

/**
 * Starts a scan of one image by hand: `{"repositoryName": "web", "digest": "sha256:…"}`, answered with 202. The platform has
 * no such operation; it stands for the course's scan on demand, and under Azure's rules it is refused with 405
 * (fact scanOnDemand). 404 where the image is not there, 409 while the plan is off.
 */
function startScan(call: ArmCall): Result<ArmAnswer> {
  const found = findRegistry(call);
  if (!found.ok) return found;
  if (!isKey(call)) return notFound("assessment", param(call, "assessment"));
  const [repository, digest] = [asText(call.body["repositoryName"]), asText(call.body["digest"])];
  if (repository === "" || digest === "") return badRequest("The scan needs a repositoryName and a digest.");
  const scan = requestScan(call.draft, call.cloud, { registry: found.value.key, repository, digest });
  if (!scan.ok) return scan;
  const { status, queuedAt } = scan.value;
  return ok({ status: 202, body: { repositoryName: repository, digest, status, queuedAt: isoTime(queuedAt) } });
}

const anywhere = `/{scope+}/providers/${type}`;

/** Assessments of registries at any scope, what was found in their images, and scans by hand. */
export const assessmentRoutes: ArmRoute[] = [
  {
    method: "GET",
    path: anywhere,
    action: `${type}/read`,
    handle: (call) =>
      ok({ status: 200, body: { value: assessed(call).map((registry) => assessmentView(call, registry)) } }),
  },
  { method: "GET", path: `${anywhere}/{assessment}`, action: `${type}/read`, handle: showAssessment },
  {
    method: "GET",
    path: `${anywhere}/{assessment}/subAssessments`,
    action: `${subType}/read`,
    handle: listSubAssessments,
  },
  {
    method: "GET",
    path: `${anywhere}/{assessment}/subAssessments/{name}`,
    action: `${subType}/read`,
    handle: showSubAssessment,
  },
  {
    method: "GET",
    path: "/{scope+}/providers/Microsoft.Security/subAssessments",
    action: `${subType}/read`,
    handle: (call) => ok({ status: 200, body: { value: subAssessments(call) } }),
  },
  {
    method: "POST",
    path: `${registryPath}/providers/${type}/{assessment}/initiateScan`,
    action: `${type}/write`,
    handle: startScan,
  },
];
