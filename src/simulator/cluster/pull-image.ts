import { resolveName } from "../identity/dns.ts";
import type { Cloud } from "../registry/cloud.ts";
import type { Plane } from "../world/cloud.ts";
import { digestOf } from "../world/hash.ts";
import {
  parseImage,
  type ImageConfig,
  type ImageName,
  type PulledImage,
  type PullFailure,
  type PullingMachine,
  type PullResult,
} from "./node-image.ts";
import { answerChallenge, readChallenge, statusLine } from "./registry-login.ts";

const indexTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
];
const manifestTypes = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];
const accept = [...manifestTypes, ...indexTypes, "*/*"].join(", ");

interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
  platform?: { os: string; architecture: string };
}

/** Bodies above this many bytes are not read to the end: they are known by digest and size, and take long to make. */
const readLimit = 8 * 2 ** 20;

class PullError extends Error {
  constructor(readonly failure: PullFailure) {
    super(failure.message);
  }
}

const stop = (code: PullFailure["code"], message: string, status?: number): never => {
  throw new PullError({ code, message, ...(status !== undefined && { status }) });
};

/**
 * Pulls an image as containerd does, by requests alone: resolve the name, answer the challenge, choose the manifest of the
 * machine's platform, fetch config and layers. A failure has the text that the runtime prints.
 */
export async function pullImage(
  cloud: Cloud,
  send: Plane,
  image: string,
  machine: PullingMachine,
): Promise<PullResult> {
  const name = parseImage(image);
  if (!name) {
    return {
      ok: false,
      failure: {
        code: "InvalidArgument",
        message: `failed to parse image reference "${image}": invalid reference format`,
      },
    };
  }
  try {
    return { ok: true, image: await new Pull(cloud, send, name, machine).run() };
  } catch (error) {
    if (!(error instanceof PullError)) throw error;
    return { ok: false, failure: error.failure };
  }
}

class Pull {
  private authorization: string | undefined;

  constructor(
    private readonly cloud: Cloud,
    private readonly send: Plane,
    private readonly name: ImageName,
    private readonly machine: PullingMachine,
  ) {}

  async run(): Promise<PulledImage> {
    const { full, reference } = this.name;
    const resolving = `failed to pull and unpack image "${full}": failed to resolve reference "${full}": `;
    this.lookUp(resolving);
    const { body, digest, type } = await this.manifest(reference, resolving);
    const copying = `failed to pull and unpack image "${full}": `;
    const chosen = indexTypes.includes(type) ? await this.choose(body, copying) : { body, digest };
    const { config, layers = [] } = JSON.parse(chosen.body) as { config?: Descriptor; layers?: Descriptor[] };
    if (!config) return stop("NotFound", `${copying}no match for platform in manifest: not found`);
    const settings = await this.blob(config, copying);
    for (const layer of layers) await this.blob(layer, copying);
    const size = [config, ...layers].reduce((sum, one) => sum + one.size, 0);
    return { digest, size, config: readConfig(settings) };
  }

  /** Looks the registry up as the machine's name server answers. */
  private lookUp(prefix: string): void {
    const { host, repository, reference } = this.name;
    const { origin } = this.machine;
    const resolved = resolveName(this.cloud.world(), this.cloud.rules(), host, origin);
    if (resolved.kind !== "notFound") return;
    stop(
      "Unknown",
      `${prefix}failed to do request: Head "https://${host}/v2/${repository}/manifests/${reference}": ` +
        `dial tcp: lookup ${host} on 168.63.129.16:53: no such host`,
    );
  }

  private async manifest(reference: string, prefix: string) {
    const { full, host, repository } = this.name;
    const url = `https://${host}/v2/${repository}/manifests/${reference}`;
    await this.request(url, "HEAD", prefix, full);
    const response = await this.request(url, "GET", prefix, full);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const digest = digestOf(this.cloud.hash, bytes);
    const named = reference.startsWith("sha256:") ? reference : response.headers.get("docker-content-digest");
    if (named !== null && named !== digest) stop("Unknown", `${prefix}${digest}: digest mismatch: expected ${named}`);
    const type = (response.headers.get("content-type") ?? "").split(";")[0] ?? "";
    return { body: new TextDecoder().decode(bytes), digest, type };
  }

  /** The manifest of an index that fits the machine. */
  private async choose(index: string, prefix: string) {
    const { os, architecture } = this.machine.platform;
    const { manifests = [] } = JSON.parse(index) as { manifests?: Descriptor[] };
    const found = manifests.find(({ platform }) => platform?.os === os && platform.architecture === architecture);
    if (!found) return stop("NotFound", `${prefix}no match for platform in manifest: not found`);
    return this.manifest(found.digest, prefix);
  }

  private async blob({ digest, size }: Descriptor, prefix: string): Promise<Uint8Array | undefined> {
    const { host, repository } = this.name;
    const url = `https://${host}/v2/${repository}/blobs/${digest}`;
    const response = await this.request(url, "GET", `${prefix}failed to copy: `, digest);
    if (size > readLimit) {
      await response.body?.cancel();
      return undefined;
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    const found = digestOf(this.cloud.hash, bytes);
    if (found !== digest) {
      stop(
        "Unknown",
        `${prefix}failed commit on ref "layer-${digest}": unexpected commit digest ${found}, expected ${digest}: failed precondition`,
      );
    }
    return bytes;
  }

  /** Sends a request with the token in hand; a challenge is answered once, redirects are followed without the token. */
  private async request(url: string, method: "GET" | "HEAD", prefix: string, subject: string): Promise<Response> {
    let response = await this.sendOnce(url, method, true);
    const challenge = response.status === 401 ? readChallenge(response.headers.get("www-authenticate")) : undefined;
    if (challenge) {
      const answer = await answerChallenge(this.cloud, this.send, this.machine, this.name.host, challenge);
      if (!answer.ok) return stop("Unknown", `${prefix}${answer.message}`, answer.status);
      this.authorization = answer.header;
      response = await this.sendOnce(url, method, true);
      if (response.status === 401) {
        return stop(
          "Unknown",
          `${prefix}pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`,
          401,
        );
      }
    }
    for (let hops = 0; hops < 3 && response.status >= 300 && response.status < 400; hops++) {
      const next = new URL(response.headers.get("location") ?? "", url).href;
      response = await this.sendOnce(next, method, new URL(next).host === new URL(url).host);
    }
    if (response.ok) return response;
    if (response.status === 404) return stop("NotFound", `${prefix}${subject}: not found`, 404);
    return stop(
      "Unknown",
      `${prefix}unexpected status from ${method} request to ${url}: ${statusLine(response.status)}`,
      response.status,
    );
  }

  private sendOnce(url: string, method: string, withToken: boolean): Promise<Response> {
    const headers = {
      accept,
      "user-agent": "containerd/1.7.27",
      ...(withToken && this.authorization && { authorization: this.authorization }),
    };
    return this.send(new Request(url, { method, headers }), this.machine.origin);
  }
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** What the config of an image says about its process; other artifacts say nothing. */
function readConfig(bytes: Uint8Array | undefined): ImageConfig {
  try {
    const { config } = JSON.parse(new TextDecoder().decode(bytes)) as { config?: Record<string, unknown> };
    return {
      entrypoint: texts(config?.["Entrypoint"]),
      command: texts(config?.["Cmd"]),
      environment: texts(config?.["Env"]),
    };
  } catch {
    return { entrypoint: [], command: [], environment: [] };
  }
}

/**
 * Virtual milliseconds that a pull takes: half a second of requests and 50 MB a second, which a small node of Azure gets
 * from a registry in its region.
 */
export const pullTime = ({ size }: PulledImage): number => 500 + size / 50_000;
