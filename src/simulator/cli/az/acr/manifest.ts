import type { AzCall, AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { DataPlane } from "./data-plane.ts";
import { imageOf, inner, pageSize, scopeOf, updateAttributes, type TagRow } from "./repository-path.ts";
import { memberOf, rowsOf } from "../table-cells.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const day = 86_400_000;

const manifestTypes = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "*/*",
].join(", ");

const invalid = (text: string, next: string) =>
  azError(text, 1, {
    code: "BadManifestName",
    text: "The command takes its target in one of two forms, not both.",
    next,
  });

const wholeRepository = () =>
  invalid(
    "You must provide either a fully qualified repository specifier such as 'myregistry.azurecr.io/hello-world' as a positional parameter or provide '-r MyRegistry -n hello-world' argument values.",
    "`--registry contoso --name app`",
  );

const wholeManifest = () =>
  invalid(
    "You must provide either a fully qualified manifest specifier such as 'myregistry.azurecr.io/hello-world:latest' as a positional parameter or provide '-r MyRegistry -n hello-world:latest' argument values.",
    "`--registry contoso --name app:v1`",
  );

/** `contoso.azurecr.io/app:v1` in its two parts. */
function readAddress(address: string, wrong: () => Error): { registry: string; rest: string } {
  const [host = "", ...rest] = address.replace(/^https:\/\//, "").split("/");
  const [registry = "", ...suffix] = host.split(".");
  if (rest.length === 0 || suffix.length === 0) throw wrong();
  const suffixText = `.${suffix.join(".")}`;
  if (suffixText !== ".azurecr.io") {
    throw azError(
      `Provided registry suffix '${suffixText}' does not match the configured az cli acr login server suffix '.azurecr.io'. Check the 'acrLoginServerEndpoint' value when running 'az cloud show'.`,
    );
  }
  return { registry, rest: rest.join("/") };
}

/** What the command is about, named as a whole or by `--registry` and `--name`. */
function named({ options }: AzCall, positional: string, wrong: () => Error): { registry: string; rest: string } {
  const address = options.texts(positional)?.[0];
  const name = options.text("--name");
  const registry = options.text("--registry");
  if (address !== undefined && name !== undefined) throw wrong();
  if (address !== undefined) return readAddress(address, wrong);
  if (registry === undefined || name === undefined) throw wrong();
  return { registry, rest: name };
}

async function openRepository(az: AzCall): Promise<{ plane: DataPlane; repository: string }> {
  const { registry, rest } = named(az, "<REPO_ID>", wholeRepository);
  if (rest.includes(":")) {
    throw azError("The positional parameter 'repo_id' should not include a tag or digest.", 1, {
      code: "BadManifestName",
      text: "The command works on a whole repository, so it takes no tag or digest.",
      next: `\`--registry ${registry} --name ${rest.split(/[:@]/)[0] ?? rest}\``,
    });
  }
  return { plane: await DataPlane.open(az, registry), repository: rest };
}

interface ManifestTarget {
  plane: DataPlane;
  repository: string;
  tag?: string;
  digest?: string;
}

async function openManifest(az: AzCall): Promise<ManifestTarget> {
  const { registry, rest } = named(az, "<MANIFEST_ID>", wholeManifest);
  return { plane: await DataPlane.open(az, registry), ...imageOf(rest) };
}

/** Digest of a target that may be named by its tag. */
async function digestOf({ plane, repository, tag, digest }: ManifestTarget, actions: string): Promise<string> {
  if (digest !== undefined) return digest;
  const scopes = scopeOf(repository, actions);
  return (await plane.json<{ tag: TagRow }>(`/acr/v1/${repository}/_tags/${tag ?? "latest"}`, { scopes })).tag.digest;
}

const attributePath = ({ repository, tag, digest }: ManifestTarget): string =>
  `/acr/v1/${repository}/${digest === undefined ? `_tags/${tag ?? "latest"}` : `_manifests/${digest}`}`;

function metadataRows({ options }: AzCall, plane: DataPlane, repository: string, actions: string) {
  const order = options.text("--orderby");
  const top = options.number("--top");
  const query = `n=${top ?? pageSize}${order === undefined ? "" : `&orderby=${order === "time_asc" ? "timeasc" : "timedesc"}`}`;
  return plane.pages<JsonObject>(
    `/acr/v1/${repository}/_manifests?${query}`,
    "manifests",
    scopeOf(repository, actions),
    top,
  );
}

async function listMetadata(az: AzCall): Promise<JsonValue> {
  const { plane, repository } = await openRepository(az);
  return metadataRows(az, plane, repository, "metadata_read");
}

async function list(az: AzCall): Promise<JsonValue> {
  const { plane, repository } = await openRepository(az);
  const actions = "pull,metadata_read";
  const bodies: JsonValue[] = [];
  for (const { digest } of await metadataRows(az, plane, repository, actions)) {
    const path = `/v2/${repository}/manifests/${String(digest)}`;
    bodies.push(await plane.json<JsonValue>(path, { scopes: scopeOf(repository, actions), accept: manifestTypes }));
  }
  return bodies;
}

async function show(az: AzCall): Promise<JsonValue | undefined> {
  const { plane, repository, tag, digest } = await openManifest(az);
  const response = await plane.request("GET", `/v2/${repository}/manifests/${digest ?? tag ?? "latest"}`, {
    scopes: scopeOf(repository, "pull"),
    accept: manifestTypes,
    show: true,
  });
  if (!az.options.on("--raw")) return (await response.json()) as JsonValue;
  az.call.out(new Uint8Array(await response.arrayBuffer()));
  return undefined;
}

async function showMetadata(az: AzCall): Promise<JsonValue> {
  const target = await openManifest(az);
  const scopes = scopeOf(target.repository, "metadata_read");
  return inner(await target.plane.json<JsonObject>(attributePath(target), { scopes, show: true }));
}

async function updateMetadata(az: AzCall): Promise<JsonValue> {
  const target = await openManifest(az);
  return inner(await updateAttributes(az, target.plane, attributePath(target), target.repository));
}

async function listReferrers(az: AzCall): Promise<JsonValue> {
  const target = await openManifest(az);
  const { plane, repository } = target;
  const type = az.options.text("--artifact-type");
  const found: JsonObject[] = [];
  const read = async (digest: string, only?: string): Promise<void> => {
    const query = only === undefined ? "" : `?${new URLSearchParams({ artifactType: only }).toString()}`;
    const path = `/v2/${repository}/referrers/${digest}${query}`;
    found.push(...(await plane.pages<JsonObject>(path, "manifests", scopeOf(repository, "pull,metadata_read"))));
  };
  await read(await digestOf(target, "pull,metadata_read"), type);
  if (az.options.on("--recursive")) {
    for (let at = 0; at < found.length; at++) await read(String(found[at]?.["digest"]));
  }
  return { manifests: found };
}

async function remove(az: AzCall): Promise<undefined> {
  const target = await openManifest(az);
  const { plane, repository } = target;
  const digest = await digestOf(target, "delete,metadata_read");
  await az.confirm(`Are you sure you want to delete the artifact '${digest}' and all manifests that refer to it?`);
  await plane.request("DELETE", `/v2/${repository}/manifests/${digest}`, {
    scopes: scopeOf(repository, "delete,metadata_read"),
  });
  return undefined;
}

/** Rows of the bin with the day from which they are gone: what the policy says is counted from the deletion. */
async function deletedRows(
  az: AzCall,
  registry: string,
  repository: string,
  key: "manifests" | "tags",
): Promise<JsonObject[]> {
  const plane = await DataPlane.open(az, registry);
  const scopes = scopeOf(repository, "deleted_read");
  const rows = await plane.pages<JsonObject>(`/acr/v1/_deleted/${repository}/_${key}?n=${pageSize}`, key, scopes);
  const { properties } = await az.arm.registry(registry, undefined);
  const days = Number(memberOf(properties, "policies", "softDeletePolicy", "retentionDays"));
  return rows.map((row) => ({
    ...row,
    expiresAfter: new Date(Date.parse(String(row["deletedAt"])) + days * day).toISOString(),
  }));
}

async function listDeleted(az: AzCall): Promise<JsonValue> {
  const { registry, rest } = named(az, "<REPO_ID>", wholeRepository);
  return deletedRows(az, registry, rest, "manifests");
}

async function listDeletedTags(az: AzCall): Promise<JsonValue> {
  const { registry, rest } = named(az, "<PERM_REPO_ID>", wholeRepository);
  const [repository = "", tag] = rest.split(":");
  const rows = await deletedRows(az, registry, repository, "tags");
  return tag === undefined ? rows : rows.filter((row) => row["tag"] === tag);
}

async function restore(az: AzCall): Promise<JsonValue> {
  const { plane, repository, tag } = await openManifest(az);
  const scopes = scopeOf(repository, "deleted_read,deleted_restore");
  let digest = az.options.text("--digest");
  if (digest === undefined) {
    const rows = await plane.pages<JsonObject>(`/acr/v1/_deleted/${repository}/_tags?n=${pageSize}`, "tags", scopes);
    const digests = rows.filter((row) => row["tag"] === tag).map((row) => String(row["digest"]));
    digest = digests.at(-1);
    if (digest === undefined) {
      throw azError(`No deleted manifests found for tag: ${tag}`, 1, {
        code: "NotFound",
        text: `The list of deleted artifacts has no ${repository}:${tag}. Only artifacts deleted while the soft delete policy was on are kept.`,
        fact: "softDelete",
      });
    }
    if (digests.length > 1) {
      await az.confirm(
        `Multiple deleted manifests found for tag: ${tag}. Restoring most recently deletedmanifest with digest: ${digest}. Is this okay?`,
      );
    }
  }
  const query = `?force=${az.options.on("--force") ? "True" : "False"}`;
  const response = await plane.request("POST", `/acr/v1/_deleted/${repository}/_manifests/${digest}${query}`, {
    scopes,
    body: { tag: tag ?? null },
  });
  return (await response.json()) as JsonValue;
}

/** `az acr manifest`. */
export const manifestModule: AzModule = {
  handlers: {
    "az acr manifest show": show,
    "az acr manifest list": list,
    "az acr manifest delete": remove,
    "az acr manifest list-referrers": listReferrers,
    "az acr manifest show-metadata": showMetadata,
    "az acr manifest list-metadata": listMetadata,
    "az acr manifest update-metadata": updateMetadata,
    "az acr manifest list-deleted": listDeleted,
    "az acr manifest list-deleted-tags": listDeletedTags,
    "az acr manifest restore": restore,
    "az acr manifest metadata show": showMetadata,
    "az acr manifest metadata list": listMetadata,
    "az acr manifest metadata update": updateMetadata,
  },
  tables: {
    "az acr manifest list-referrers": (result) =>
      rowsOf(memberOf(result, "manifests") ?? null).map((row) => ({
        Digest: memberOf(row, "digest") ?? null,
        ArtifactType: memberOf(row, "artifactType") ?? null,
        MediaType: memberOf(row, "mediaType") ?? null,
        Size: memberOf(row, "size") ?? null,
      })),
    "az acr manifest list": (result) =>
      rowsOf(result).map((row) => ({
        MediaType: memberOf(row, "mediaType") ?? null,
        ArtifactType: memberOf(row, "artifactType") ?? null,
        SubjectDigest: memberOf(row, "subject", "digest") ?? null,
      })),
  },
};
