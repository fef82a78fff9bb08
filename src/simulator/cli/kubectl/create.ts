import { resolvePath } from "../file-system.ts";
import { ExitError } from "../program.ts";
import { requireKind, type KubectlCall, type KubectlHandler } from "./kubectl-call.ts";
import { merged } from "./objects.ts";
import { createObject } from "./write.ts";
import { asRecord, type JsonRecord } from "../../world/json.ts";

/** Names of Kubernetes objects (RFC 1123 subdomain). */
const nameForm = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

function nameOf({ line }: KubectlCall, kind: string): string {
  const [name, more] = line.operands;
  if (name === undefined || more !== undefined) {
    throw new ExitError(1, `error: exactly one NAME is required, got ${line.operands.length}`, {
      code: "NoName",
      text: `The ${kind} needs one name.`,
    });
  }
  if (nameForm.test(name)) return name;
  throw new ExitError(
    1,
    `The ${kind} "${name}" is invalid: metadata.name: Invalid value: "${name}": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character`,
    { code: "Invalid", text: "Names of Kubernetes objects have lower-case letters, digits, - and . only." },
  );
}

function requireFlag({ line }: KubectlCall, flag: string): string {
  const value = line.text(flag);
  if (value !== undefined && value !== "") return value;
  throw new ExitError(1, `error: required flag(s) "${flag.slice(2)}" not set`, {
    code: "MissingOption",
    text: `The command needs ${flag}.`,
  });
}

/** Name of a container made from its image, as kubectl makes it. */
const containerName = (image: string): string =>
  (image.split("@")[0] ?? "")
    .split("/")
    .at(-1)
    ?.split(":")[0]
    ?.toLowerCase()
    .replace(/[^a-z0-9-]/g, "-") || "app";

export const createDeployment: KubectlHandler = async (kubectl) => {
  const { line } = kubectl;
  const name = nameOf(kubectl, "Deployment");
  requireFlag(kubectl, "--image");
  const port = Number(line.text("--port"));
  const containers = line.texts("--image").map((image) => ({
    image,
    name: containerName(image),
    ...(line.wasTyped("--port") && { ports: [{ containerPort: port }] }),
  }));
  const labels = { app: name };
  await createObject(kubectl, {
    kind: requireKind("deployment"),
    object: {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name, labels },
      spec: {
        replicas: Number(line.text("--replicas") ?? 1),
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers } },
      },
    },
  });
  return 0;
};

export const createNamespace: KubectlHandler = async (kubectl) => {
  const name = nameOf(kubectl, "Namespace");
  const object = { apiVersion: "v1", kind: "Namespace", metadata: { name } };
  await createObject(kubectl, { kind: requireKind("namespace"), object });
  return 0;
};

const encode = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

const secret = (name: string, type: string, data: Record<string, string>): JsonRecord => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name },
  type,
  data,
});

export const createPullSecret: KubectlHandler = async (kubectl) => {
  const name = nameOf(kubectl, "Secret");
  const username = requireFlag(kubectl, "--docker-username");
  const password = requireFlag(kubectl, "--docker-password");
  const server = kubectl.line.text("--docker-server") ?? "";
  const email = kubectl.line.text("--docker-email");
  const auth = { username, password, ...(email !== undefined && { email }), auth: encode(`${username}:${password}`) };
  const data = { ".dockerconfigjson": encode(JSON.stringify({ auths: { [server]: auth } })) };
  const object = secret(name, "kubernetes.io/dockerconfigjson", data);
  await createObject(kubectl, { kind: requireKind("secret"), object });
  return 0;
};

export const createSecret: KubectlHandler = async (kubectl) => {
  const { call, line } = kubectl;
  const name = nameOf(kubectl, "Secret");
  const data: Record<string, string> = {};
  for (const pair of line.texts("--from-literal")) {
    const at = pair.indexOf("=");
    if (at < 1) throw new ExitError(1, `error: invalid literal source ${pair}, expected key=value`);
    data[pair.slice(0, at)] = encode(pair.slice(at + 1));
  }
  for (const source of line.texts("--from-file")) {
    const at = source.indexOf("=");
    const path = source.slice(at + 1);
    const full = resolvePath(path, call.folder, call.machine.home);
    if (call.machine.files.stat(full)?.kind !== "file") {
      throw new ExitError(1, `error: error reading ${path}: no such file or directory`, {
        code: "FileNotFound",
        text: `There is no file ${path} here.`,
      });
    }
    const bytes = call.machine.files.bytes(full);
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    data[at < 0 ? (path.split("/").at(-1) ?? path) : source.slice(0, at)] = btoa(text);
  }
  const object = secret(name, line.text("--type") ?? "Opaque", data);
  await createObject(kubectl, { kind: requireKind("secret"), object });
  return 0;
};

export const runPod: KubectlHandler = async (kubectl) => {
  const { line } = kubectl;
  const name = nameOf(kubectl, "Pod");
  const image = requireFlag(kubectl, "--image");
  const policy = line.text("--image-pull-policy");
  const [, ...command] = line.operands;
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, labels: { run: name } },
    spec: {
      containers: [
        {
          name,
          image,
          ...(policy !== undefined && { imagePullPolicy: policy }),
          ...(command.length > 0 && { args: command }),
        },
      ],
      restartPolicy: line.text("--restart") ?? "Always",
    },
  };
  const overrides = line.text("--overrides");
  let object: JsonRecord = pod;
  if (overrides !== undefined) {
    try {
      object = asRecord(merged(pod, JSON.parse(overrides)));
    } catch {
      throw new ExitError(1, "error: Invalid JSON Patch", { code: "BadOverrides", text: "--overrides is not JSON." });
    }
  }
  await createObject(kubectl, { kind: requireKind("pod"), object });
  return 0;
};
