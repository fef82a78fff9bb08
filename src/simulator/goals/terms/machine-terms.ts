import { dockerPolicy, fullReference, parseReference } from "../../registry-client/reference.ts";
import { asRecord, asText, type JsonRecord } from "../../world/json.ts";
import { texts, type Reading, type TermGroup } from "../term.ts";

/** Where the docker daemon keeps the names of its images. */
const imageNames = "/var/lib/docker/image/repositories.json";

/** Where the clients keep their credentials. */
const credentials = "/home/learner/.docker/config.json";

/** User name under which a token from `az acr login` is stored. */
const tokenUser = "00000000-0000-0000-0000-000000000000";

/** Returns the JSON of a file of the learner's machine; empty when there is no such file. */
function fileOf({ world, source }: Reading, path: string): JsonRecord {
  const row = world.get("file", path);
  if (!row || row.kind === "folder") return {};
  if (row.kind === "text") return asRecord(JSON.parse(row.text));
  if (!source.blobs) throw new Error(`the bytes of ${path} were not given`);
  return asRecord(JSON.parse(new TextDecoder().decode(source.blobs.bytes(row.digest))));
}

function imageId(reading: Reading, reference: string): string | undefined {
  const parsed = parseReference(reference, dockerPolicy);
  if (!parsed.ok) return undefined;
  const store = fileOf(reading, imageNames);
  const name = fullReference(parsed.value);
  return asText(asRecord(store["tags"])[name]) || asText(asRecord(store["digests"])[name]);
}

/** The machine that the learner types at. */
export const machineTerms: TermGroup = {
  title: "The learner's machine",
  types: {
    Login: {
      says: "Stored credentials for a registry.",
      fields: {
        exists: { type: "bool", says: "whether there are any" },
        kind: { type: "string", says: "`identity` for a token from `az acr login`, else `password`" },
        username: { type: "string", says: "the user name of a password" },
      },
    },
  },
  terms: [
    {
      name: "host.image",
      params: texts("reference"),
      returns: "string",
      says: "The id of an image on the machine; empty when the machine doesn't have it.",
      example: "host.image('contoso.azurecr.io/web:v1') != '' && host.image('nginx:1.25') == ''",
      atStart: false,
      read: (reading, reference: string) => imageId(reading, reference),
    },
    {
      name: "host.digest",
      params: texts("reference"),
      returns: "string",
      says: "The digest of the manifest of an image on the machine, as a registry would have it; empty without the image.",
      example: "host.digest('contoso.azurecr.io/web:v1') == tag('contoso', 'web:v1')",
      atStart: false,
      read: (reading, reference: string) => {
        const id = imageId(reading, reference) ?? "";
        return asText(asRecord(asRecord(fileOf(reading, imageNames)["images"])[id])["manifestDigest"]);
      },
    },
    {
      name: "host.login",
      params: texts("server"),
      returns: "Login",
      says: "The credentials that the machine has stored for a registry's login server.",
      example: "host.login('contoso.azurecr.io').kind == 'identity'",
      atStart: false,
      read: (reading, server: string) => {
        const stored = asRecord(asRecord(fileOf(reading, credentials)["auths"])[server]);
        if (asText(stored["identitytoken"]) !== "") return { exists: true, kind: "identity" };
        const text = asText(stored["auth"]);
        if (text === "") return undefined;
        const username = atob(text).split(":")[0] ?? "";
        return username === tokenUser
          ? { exists: true, kind: "identity" }
          : { exists: true, kind: "password", username };
      },
    },
  ],
};
