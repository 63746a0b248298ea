import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import { fillText } from "@/lib/simulator/json/placeholders";
import type { SimulatedImage } from "@/lib/simulator/workload-world";

/** What a registry and an image are like. */
export type KnownImage = {
  readonly pull: NonNullable<SimulatedImage["pull"]>;
  /** `tools`: an operating system's, such as echo and sleep. */
  readonly program: NonNullable<SimulatedImage["program"]> | "tools";
  readonly entrypoint: readonly string[];
  readonly defaultArguments: readonly string[];
};

type Public = {
  readonly name: RegExp;
  readonly program: KnownImage["program"];
  readonly entrypoint?: string;
  readonly defaults?: string;
};

/* Public images that every simulated node can pull, by their full names. */
const publicImages: readonly Public[] = [
  { name: /^docker\.io\/curlimages\/curl:/, program: "curl", entrypoint: "curl" },
  { name: /^docker\.io\/library\/(busybox|alpine):/, program: "tools", defaults: "sh" },
  { name: /^docker\.io\/google\/cloud-sdk:/, program: "curl", defaults: "bash" },
  { name: /^gcr\.io\/google\.com\/cloudsdktool\/(google-)?cloud-(sdk|cli):/, program: "curl", defaults: "bash" },
  { name: /^docker\.io\/library\/python:/, program: "tools", defaults: "python3" },
];

const missing: KnownImage = { pull: "missing", program: "silent", entrypoint: [], defaultArguments: [] };

/** The image behind a reference: one of the world's, a well-known public one, or none. */
export function findImage(cluster: SimulatedCluster, reference: string): KnownImage {
  const own = cluster.world.workload?.setup.images?.find(
    ({ image }) => fullName(fillText(image, cluster.placeholders)) === fullName(reference),
  );
  if (own) {
    const program = own.program ?? "silent";
    const entrypoint = program === "curl" || program === "dbt" ? [program] : [];
    return { pull: own.pull ?? "ok", program, entrypoint, defaultArguments: [] };
  }
  const found = publicImages.find(({ name }) => name.test(fullName(reference)));
  if (!found) return missing;
  const { program, entrypoint, defaults } = found;
  return {
    pull: "ok",
    program,
    entrypoint: entrypoint ? [entrypoint] : [],
    defaultArguments: defaults ? [defaults] : [],
  };
}

/** A reference with its registry and tag: `busybox` is `docker.io/library/busybox:latest`. */
export function fullName(reference: string): string {
  const [first = "", ...rest] = reference.split("/");
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  const path = hasRegistry ? reference : rest.length > 0 ? `docker.io/${reference}` : `docker.io/library/${reference}`;
  return /[@:][^/]*$/.test(path) ? path : `${path}:latest`;
}

/** What the kubelet says of an image that cannot be pulled: containerd's words. */
export function pullError(reference: string, pull: "denied" | "missing"): string {
  const name = fullName(reference);
  const failed = `failed to pull and unpack image "${name}": failed to resolve reference "${name}":`;
  // Documented: Docker Hub does not tell a missing repository from a private one.
  if (pull === "missing" && name.startsWith("docker.io/")) {
    const why = "pull access denied, repository does not exist or may require authorization";
    return `${failed} ${why}: server message: insufficient_scope: authorization failed`;
  }
  if (pull === "missing") return `rpc error: code = NotFound desc = ${failed} ${name}: not found`;
  const [registry = "", ...path] = name.replace(/[@:][^/]*$/, "").split("/");
  const scope = encodeURIComponent(`repository:${path.join("/")}:pull`);
  return `rpc error: code = Unknown desc = ${failed} failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://${registry}/v2/token?scope=${scope}&service=${registry}: 403 Forbidden`;
}

/** The words that a container runs: its command and arguments, or the image's own. */
export function commandLine(
  { entrypoint, defaultArguments }: KnownImage,
  command: readonly string[] | undefined,
  args: readonly string[] | undefined,
): readonly string[] {
  if (command) return [...command, ...(args ?? [])];
  // The entry point of curl's image leaves a command line alone that names a program itself.
  if (entrypoint[0] === "curl" && args?.[0] === "curl") return args;
  return [...entrypoint, ...(args ?? defaultArguments)];
}
