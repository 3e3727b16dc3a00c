/** Manifests and configurations as the engine reads them (OCI image specification; Docker image manifest version 2, schema 2). */
import type { ImageSettings } from "../../../images/bases/index.ts";
import { fromDaemon } from "../errors/errors.ts";

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

export interface Platform {
  readonly architecture: string;
  readonly os: string;
  readonly "os.version"?: string;
  readonly "os.features"?: readonly string[];
  readonly variant?: string;
}

export interface ImageManifest {
  readonly schemaVersion: 2;
  readonly mediaType?: string;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

export interface ImageIndex {
  readonly schemaVersion: 2;
  readonly mediaType?: string;
  readonly manifests: readonly (Descriptor & { readonly platform?: Platform })[];
}

export interface HistoryEntry {
  readonly created?: string;
  readonly created_by?: string;
  readonly comment?: string;
  readonly author?: string;
  readonly empty_layer?: boolean;
}

export interface HealthCheck {
  readonly Test: readonly string[];
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly StartInterval?: number;
  readonly Retries?: number;
}

export interface Settings extends ImageSettings {
  readonly Shell?: readonly string[];
  readonly Healthcheck?: HealthCheck;
  readonly OnBuild?: readonly string[];
}

export interface ImageConfig extends Platform {
  readonly created?: string;
  readonly author?: string;
  readonly config?: Settings;
  readonly rootfs: { readonly type: "layers"; readonly diff_ids: readonly string[] };
  readonly history?: readonly HistoryEntry[];
}

export const INDEX_TYPES: readonly string[] = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
];
export const MANIFEST_TYPES: readonly string[] = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];

export function isIndex(mediaType: string): boolean {
  return INDEX_TYPES.includes(mediaType);
}

export function isImageManifest(value: unknown): value is ImageManifest {
  const manifest = value as Partial<ImageManifest> | null;
  return typeof manifest === "object" && manifest !== null && typeof manifest.config?.digest === "string" && Array.isArray(manifest.layers);
}

const SYSTEMS = new Set("aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos".split(" "));
const ARCHITECTURES = new Set(
  "386 amd64 amd64p32 arm arm64 arm64be armbe loong64 mips mips64 mips64le mips64p32 mips64p32le mipsle ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm".split(
    " ",
  ),
);
const OTHER_NAMES: Readonly<Record<string, string>> = { aarch64: "arm64", armhf: "arm", i386: "386", x86_64: "amd64" };

/** `linux/arm64/v8`, `arm64` or `linux` taken apart, other names and the ordinary variant made plain (github.com/containerd/platforms). */
export function parsePlatform(text: string): Platform {
  const problem = platformProblem(text);
  if (problem !== undefined) throw fromDaemon(problem);
  const parts = text.trim().toLowerCase().split("/");
  const [os = "linux", named = "amd64", variant] = parts.length === 1 && !SYSTEMS.has(parts[0] ?? "") ? ["linux", ...parts] : parts;
  return plainPlatform({ os, architecture: OTHER_NAMES[named] ?? named, ...(variant ? { variant } : {}) });
}

/** Why a text names no platform. Of a pair it is not asked whether anybody knows it. */
export function platformProblem(text: string): string | undefined {
  const parts = text.trim().toLowerCase().split("/");
  const odd = parts.find((part) => !/^[a-z0-9_.-]+$/.test(part));
  if (odd !== undefined)
    return `${JSON.stringify(odd)} is an invalid component of ${JSON.stringify(text)}: platform specifier component must match "^[A-Za-z0-9_.-]+$": invalid argument`;
  if (parts.length > 3) return `${JSON.stringify(text)}: cannot parse platform specifier: invalid argument`;
  const [first = "", ...others] = parts;
  if (others.length > 0 || SYSTEMS.has(first) || ARCHITECTURES.has(OTHER_NAMES[first] ?? first)) return undefined;
  return `${JSON.stringify(text)}: unknown operating system or architecture: invalid argument`;
}

/** 64-bit ARM is v8 and AMD64 is v1 unless said otherwise; saying so makes no difference. */
function plainPlatform({ variant, ...platform }: Platform): Platform {
  const isPlain =
    (platform.architecture === "arm64" && (variant === "v8" || variant === "8")) || (platform.architecture === "amd64" && variant === "v1");
  return variant && !isPlain ? { ...platform, variant } : platform;
}

export function platformText({ os, architecture, variant }: Platform): string {
  return [os, architecture, ...(variant ? [variant] : [])].join("/");
}

/** The child of an index that is for a platform. */
export function childFor(index: ImageIndex, wanted: Platform): Descriptor | undefined {
  return index.manifests.find(
    ({ platform }) =>
      platform?.os === wanted.os &&
      platform.architecture === wanted.architecture &&
      (wanted.variant === undefined || plainPlatform(platform).variant === wanted.variant),
  );
}
