/**
 * Base images of the simulated Docker Hub: which layers they are made of, their configuration, history and tags. Sizes are those of the
 * public images, rounded; layer names are shared with the worlds of the lessons, so the same name is the same layer everywhere.
 */
import type { TarEntry } from "../tar.ts";
import { type Architecture, MACHINES, MADE_AT } from "./files.ts";
import { helloWorld, nginx, nginxEntrypoint, node, python } from "./programs.ts";
import { alpine, busybox, debian } from "./systems.ts";

export { MADE_AT };

const megabytes = (count: number) => Math.round(count * 1_000_000);

/** Real files by layer name; every other layer holds its filler only. */
const FILES: Readonly<Record<string, (architecture: Architecture) => TarEntry[]>> = {
  "alpine-3.22": (architecture) => alpine("3.22.2", architecture),
  "alpine-3.21": (architecture) => alpine("3.21.5", architecture),
  "busybox-1.37": () => busybox("1.37.0"),
  "debian-13": debian,
  "node-22": () => node("22.21.0"),
  "node-20": () => node("20.19.5"),
  "node-22-debian": () => node("22.21.0"),
  "python-3.13-alpine": () => python("3.13.9"),
  "python-3.13-debian": () => python("3.13.9"),
  "nginx-1.29": () => nginx("1.29.2"),
  "nginx-1.29-alpine": () => nginx("1.29.2"),
  "nginx-entrypoint": nginxEntrypoint,
  "hello-world": helloWorld,
};

export function filesOf(layer: string): readonly TarEntry[] {
  const [, name = layer, architecture] = /^(.*)-(arm64)$/.exec(layer) ?? [];
  return FILES[name]?.((architecture as Architecture | undefined) ?? "amd64") ?? [];
}

export interface LayerRecipe {
  readonly name: string;
  /** Compressed bytes; without it the layer has no filler. */
  readonly size?: number;
}

/** The part of an image's configuration that Dockerfiles set, in the spelling of the image specification. */
export interface ImageSettings {
  readonly User?: string;
  readonly ExposedPorts?: Readonly<Record<string, object>>;
  readonly Env?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly Volumes?: Readonly<Record<string, object>>;
  readonly WorkingDir?: string;
  readonly Labels?: Readonly<Record<string, string>>;
  readonly StopSignal?: string;
}

export interface HistoryStep {
  readonly created_by: string;
  readonly empty_layer?: true;
}

export interface BaseImage {
  /** As on Docker Hub: `library/alpine`. */
  readonly repository: string;
  readonly tags: readonly string[];
  readonly layers: readonly LayerRecipe[];
  readonly settings: ImageSettings;
  readonly history: readonly HistoryStep[];
  /** One line, for `docker search`. */
  readonly about: string;
}

const PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Sizes of layers for arm64 that differ from those for amd64. */
const ARM64_SIZES: Readonly<Record<string, number>> = { "alpine-3.22": 4.1, "alpine-3.21": 4.0, "busybox-1.37": 1.9, "debian-13": 30.1 };
/** Layers that are the same for every platform. */
const NEUTRAL: readonly string[] = ["nginx-entrypoint"];

/** A base image as it is for another platform: its layers, and what its history says of the platform. */
export function forArm64({ layers, history, ...base }: BaseImage): BaseImage {
  return {
    ...base,
    layers: layers.map(({ name, size }) => {
      if (NEUTRAL.includes(name)) return { name, ...(size === undefined ? {} : { size }) };
      const own = ARM64_SIZES[name];
      const bytes = own === undefined ? size : megabytes(own);
      return { name: `${name}-arm64`, ...(bytes === undefined ? {} : { size: bytes }) };
    }),
    history: history.map((entry) => ({
      ...entry,
      created_by: entry.created_by.replace(MACHINES.amd64, MACHINES.arm64).replace("'amd64'", "'arm64'"),
    })),
  };
}

const ALPINE: LayerRecipe = { name: "alpine-3.22", size: megabytes(3.8) };
const DEBIAN: LayerRecipe = { name: "debian-13", size: megabytes(29.8) };

const step = (created_by: string): HistoryStep => ({ created_by });
const empty = (created_by: string): HistoryStep => ({ created_by, empty_layer: true });

const alpineHistory = (release: string) => [step(`ADD alpine-minirootfs-${release}-x86_64.tar.gz / # buildkit`), empty('CMD ["/bin/sh"]')];
const debianHistory = [step("# debian.sh --arch 'amd64' out/ 'trixie' '@1759708800'")];
const nodeHistory = (version: string) => [
  empty(`ENV NODE_VERSION=${version}`),
  step("RUN /bin/sh -c addgroup -g 1000 node && install-node && install-entrypoint # buildkit"),
  empty('ENTRYPOINT ["docker-entrypoint.sh"]'),
  empty('CMD ["node"]'),
];
const nodeSettings = (version: string): ImageSettings => ({
  Env: [PATH, `NODE_VERSION=${version}`],
  Entrypoint: ["docker-entrypoint.sh"],
  Cmd: ["node"],
});
const pythonHistory = [
  empty("ENV LANG=C.UTF-8"),
  empty("ENV PYTHON_VERSION=3.13.9"),
  step("RUN /bin/sh -c install-python # buildkit"),
  empty('CMD ["python3"]'),
];
const pythonSettings: ImageSettings = { Env: [PATH, "LANG=C.UTF-8", "PYTHON_VERSION=3.13.9"], Cmd: ["python3"] };
const nginxHistory = [
  empty("LABEL maintainer=NGINX Docker Maintainers"),
  empty("ENV NGINX_VERSION=1.29.2"),
  step("RUN /bin/sh -c install-nginx # buildkit"),
  step("COPY docker-entrypoint.sh / # buildkit"),
  empty('ENTRYPOINT ["/docker-entrypoint.sh"]'),
  empty("EXPOSE map[80/tcp:{}]"),
  empty("STOPSIGNAL SIGQUIT"),
  empty('CMD ["nginx" "-g" "daemon off;"]'),
];
const nginxSettings: ImageSettings = {
  ExposedPorts: { "80/tcp": {} },
  Env: [PATH, "NGINX_VERSION=1.29.2"],
  Entrypoint: ["/docker-entrypoint.sh"],
  Cmd: ["nginx", "-g", "daemon off;"],
  Labels: { maintainer: "NGINX Docker Maintainers" },
  StopSignal: "SIGQUIT",
};

export const BASE_IMAGES: readonly BaseImage[] = [
  {
    repository: "library/alpine",
    tags: ["latest", "3", "3.22", "3.22.2"],
    layers: [ALPINE],
    settings: { Env: [PATH], Cmd: ["/bin/sh"], WorkingDir: "/" },
    history: alpineHistory("3.22.2"),
    about: "A minimal Docker image based on Alpine Linux",
  },
  {
    repository: "library/alpine",
    tags: ["3.21", "3.21.5"],
    layers: [{ name: "alpine-3.21", size: megabytes(3.6) }],
    settings: { Env: [PATH], Cmd: ["/bin/sh"], WorkingDir: "/" },
    history: alpineHistory("3.21.5"),
    about: "",
  },
  {
    repository: "library/busybox",
    tags: ["latest", "1", "1.37", "1.37.0", "stable"],
    layers: [{ name: "busybox-1.37", size: megabytes(2.2) }],
    settings: { Env: [PATH], Cmd: ["sh"] },
    history: [step("BusyBox 1.37.0 (glibc), Debian 13")],
    about: "Busybox base image.",
  },
  {
    repository: "library/node",
    tags: ["22-alpine", "22-alpine3.22", "lts-alpine", "alpine"],
    layers: [ALPINE, { name: "node-22", size: megabytes(41) }],
    settings: nodeSettings("22.21.0"),
    history: [...alpineHistory("3.22.2"), ...nodeHistory("22.21.0")],
    about: "Node.js is a JavaScript-based platform for server-side and networking applications.",
  },
  {
    repository: "library/node",
    tags: ["20-alpine", "20-alpine3.22"],
    layers: [ALPINE, { name: "node-20", size: megabytes(42.7) }],
    settings: nodeSettings("20.19.5"),
    history: [...alpineHistory("3.22.2"), ...nodeHistory("20.19.5")],
    about: "",
  },
  {
    repository: "library/node",
    tags: ["latest", "22", "lts", "22-slim"],
    layers: [DEBIAN, { name: "node-22-debian", size: megabytes(48.6) }],
    settings: nodeSettings("22.21.0"),
    history: [...debianHistory, ...nodeHistory("22.21.0")],
    about: "",
  },
  {
    repository: "library/python",
    tags: ["3.13-alpine", "3-alpine", "alpine"],
    layers: [ALPINE, { name: "python-3.13-alpine", size: megabytes(12.9) }],
    settings: pythonSettings,
    history: [...alpineHistory("3.22.2"), ...pythonHistory],
    about: "Python is an interpreted, interactive, object-oriented, open-source programming language.",
  },
  {
    repository: "library/python",
    tags: ["latest", "3", "3.13", "3.13-slim", "slim"],
    layers: [DEBIAN, { name: "python-3.13-debian", size: megabytes(13.4) }],
    settings: pythonSettings,
    history: [...debianHistory, ...pythonHistory],
    about: "",
  },
  {
    repository: "library/nginx",
    tags: ["1.29-alpine", "alpine", "mainline-alpine"],
    layers: [ALPINE, { name: "nginx-1.29-alpine", size: megabytes(16.6) }, { name: "nginx-entrypoint" }],
    settings: nginxSettings,
    history: [...alpineHistory("3.22.2"), ...nginxHistory],
    about: "Official build of Nginx.",
  },
  {
    repository: "library/nginx",
    tags: ["latest", "1", "1.29", "1.29.2", "mainline"],
    layers: [DEBIAN, { name: "nginx-1.29", size: megabytes(30.1) }, { name: "nginx-entrypoint" }],
    settings: nginxSettings,
    history: [...debianHistory, ...nginxHistory],
    about: "",
  },
  {
    repository: "library/hello-world",
    tags: ["latest", "linux"],
    layers: [{ name: "hello-world" }],
    settings: { Env: [PATH], Cmd: ["/hello"], WorkingDir: "/" },
    history: [step("COPY hello / # buildkit"), empty('CMD ["/hello"]')],
    about: "Hello World! (an example of minimal Dockerization)",
  },
];

/** The base image whose layers begin the given ones, the longest first: its settings and history go on in the image built on it. */
export function baseOf(layers: readonly LayerRecipe[]): BaseImage | undefined {
  const bases = layers.some(({ name }) => name.endsWith("-arm64")) ? BASE_IMAGES.map(forArm64) : BASE_IMAGES;
  return bases
    .filter((base) => base.layers.every((layer, at) => layers[at]?.name === layer.name && layers[at]?.size === layer.size))
    .sort((a, b) => b.layers.length - a.layers.length)[0];
}
