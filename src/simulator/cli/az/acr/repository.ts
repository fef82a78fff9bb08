import type { AzCall, AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { DataPlane } from "./data-plane.ts";
import { imageOf, inner, pageSize, scopeOf, updateAttributes, type TagRow } from "./repository-path.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const usage = () =>
  azError("Usage error: --image IMAGE | --repository REPOSITORY", 1, {
    code: "ImageOrRepository",
    text: "Name either one image or a whole repository.",
    next: "`--image web:v1` or `--repository web`",
  });

async function list(az: AzCall): Promise<JsonValue> {
  const plane = await DataPlane.open(az);
  return plane.pages<string>(
    `/v2/_catalog?n=${pageSize}`,
    "repositories",
    ["registry:catalog:*"],
    az.options.number("--top"),
  );
}

/** `az acr repository list-deleted`: repositories of which soft delete keeps something. */
async function listDeleted(az: AzCall): Promise<JsonValue> {
  const plane = await DataPlane.open(az);
  return plane.pages<string>(`/acr/v1/_deleted/_catalog?n=${pageSize}`, "repositories", ["registry:deleted_catalog:*"]);
}

async function showTags(az: AzCall): Promise<JsonValue> {
  const { options } = az;
  const repository = options.required("--repository");
  const plane = await DataPlane.open(az);
  const top = options.number("--top");
  const order = options.text("--orderby");
  const query = `n=${top ?? pageSize}${order === undefined ? "" : `&orderby=${order === "time_asc" ? "timeasc" : "timedesc"}`}`;
  const scopes = scopeOf(repository, "metadata_read");
  const tags = await plane.pages<TagRow & JsonObject>(`/acr/v1/${repository}/_tags?${query}`, "tags", scopes, top);
  return options.on("--detail") ? tags : tags.map(({ name }) => name);
}

async function showManifests(az: AzCall): Promise<JsonValue> {
  const { options } = az;
  const repository = options.required("--repository");
  const plane = await DataPlane.open(az);
  const order = options.text("--orderby");
  const query = `n=${options.number("--top") ?? pageSize}${order === undefined ? "" : `&orderby=${order === "time_asc" ? "timeasc" : "timedesc"}`}`;
  const scopes = scopeOf(repository, "metadata_read");
  const rows = await plane.pages<JsonObject>(
    `/acr/v1/${repository}/_manifests?${query}`,
    "manifests",
    scopes,
    options.number("--top"),
  );
  return options.on("--detail")
    ? rows
    : rows.map(({ digest = null, tags = null, createdTime = null }) => ({ digest, tags, timestamp: createdTime }));
}

/** The path of what `--image` or `--repository` names. */
function attributePath({ options }: AzCall): { path: string; repository: string } {
  const image = options.text("--image");
  const repository = options.text("--repository");
  if ((image === undefined) === (repository === undefined)) throw usage();
  if (repository !== undefined) return { path: `/acr/v1/${repository}`, repository };
  const named = imageOf(image ?? "");
  const part = named.digest === undefined ? `_tags/${named.tag ?? "latest"}` : `_manifests/${named.digest}`;
  return { path: `/acr/v1/${named.repository}/${part}`, repository: named.repository };
}

async function show(az: AzCall): Promise<JsonValue> {
  const { path, repository } = attributePath(az);
  const plane = await DataPlane.open(az);
  return inner(await plane.json<JsonObject>(path, { scopes: scopeOf(repository, "metadata_read"), show: true }));
}

async function update(az: AzCall): Promise<JsonValue> {
  const { path, repository } = attributePath(az);
  return inner(await updateAttributes(az, await DataPlane.open(az), path, repository));
}

async function remove(az: AzCall): Promise<JsonValue | undefined> {
  const { options } = az;
  const image = options.text("--image");
  const repository = options.text("--repository");
  if ((image === undefined) === (repository === undefined)) throw usage();
  const plane = await DataPlane.open(az);
  if (repository !== undefined) {
    await az.confirm(`Are you sure you want to delete the repository '${repository}' and all images under it?`);
    const response = await plane.request("DELETE", `/acr/v1/${repository}`, {
      scopes: scopeOf(repository, "delete,metadata_read"),
    });
    const { manifestsDeleted = [], tagsDeleted = [] } = (await response.json()) as {
      manifestsDeleted?: JsonValue;
      tagsDeleted?: JsonValue;
    };
    return { manifestsDeleted, tagsDeleted };
  }
  const named = imageOf(image ?? "");
  const scopes = scopeOf(named.repository, "delete,metadata_read");
  const digest =
    named.digest ??
    (await plane.json<{ tag: TagRow }>(`/acr/v1/${named.repository}/_tags/${named.tag ?? "latest"}`, { scopes })).tag
      .digest;
  const tags = await plane.pages<TagRow>(`/acr/v1/${named.repository}/_tags?n=${pageSize}`, "tags", scopes);
  const images = tags.filter((tag) => tag.digest === digest).map(({ name }) => `'${named.repository}:${name}'`);
  const first = `This operation will delete the manifest '${digest}'${images.length > 0 ? ` and all the following images: ${images.join(", ")}` : ""}.`;
  if (options.on("--yes")) az.warn(first);
  else await az.confirm(`${first}\nAre you sure you want to continue?`);
  await plane.request("DELETE", `/v2/${named.repository}/manifests/${digest}`, { scopes });
  return undefined;
}

async function untag(az: AzCall): Promise<undefined> {
  const { repository, tag, digest } = imageOf(az.options.required("--image"));
  if (digest !== undefined) {
    throw azError("Usage error: --image must name a tag", 1, {
      code: "NotATag",
      text: "untag removes a tag, and a digest is not a tag.",
      next: "`--image web:v1`",
    });
  }
  const plane = await DataPlane.open(az);
  await plane.request("DELETE", `/acr/v1/${repository}/_tags/${tag ?? "latest"}`, {
    scopes: scopeOf(repository, "delete"),
  });
  return undefined;
}

/** `az acr repository`. */
export const repositoryModule: AzModule = {
  handlers: {
    "az acr repository list": list,
    "az acr repository list-deleted": listDeleted,
    "az acr repository show-tags": showTags,
    "az acr repository show-manifests": showManifests,
    "az acr repository show": show,
    "az acr repository update": update,
    "az acr repository delete": remove,
    "az acr repository untag": untag,
  },
};
