/** What a manifest points at: Docker schema 2, OCI image, and the two kinds of index (https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md). */
import { strictText } from "../kernel/bytes.ts";

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

export interface Manifest {
  /** From the body; the request's Content-Type stands in when the body has none. */
  readonly mediaType: string | undefined;
  readonly config: Descriptor | undefined;
  readonly layers: readonly Descriptor[];
  /** Children of an index. */
  readonly manifests: readonly Descriptor[];
  readonly subject: Descriptor | undefined;
  readonly artifactType: string | undefined;
  readonly annotations: Readonly<Record<string, string>> | undefined;
}

/** A layer kept elsewhere is never uploaded here. */
export function isForeign({ mediaType }: Descriptor): boolean {
  return mediaType.includes(".foreign.") || mediaType.includes(".nondistributable.");
}

/** The manifest of these bytes, or undefined when they are no manifest: not UTF-8, not JSON, or without sound descriptors. */
export function parseManifest(bytes: Uint8Array): Manifest | undefined {
  const source = strictText(bytes);
  if (source === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value.schemaVersion !== 2) return undefined;
  const config = optional(value.config);
  const subject = optional(value.subject);
  const layers = list(value.layers);
  const manifests = list(value.manifests);
  if (config === null || subject === null || !layers || !manifests) return undefined;
  if (value.layers === undefined && value.manifests === undefined) return undefined;
  return {
    mediaType: words(value.mediaType),
    config,
    layers,
    manifests,
    subject,
    artifactType: words(value.artifactType),
    annotations: isRecord(value.annotations) ? (value.annotations as Record<string, string>) : undefined,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function words(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Null for something that is there and is no descriptor. */
function optional(value: unknown): Descriptor | undefined | null {
  if (value === undefined) return undefined;
  if (!isRecord(value) || typeof value.digest !== "string" || typeof value.size !== "number" || !(value.size >= 0)) return null;
  return { mediaType: words(value.mediaType) ?? "", digest: value.digest, size: value.size };
}

function list(value: unknown): readonly Descriptor[] | undefined {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return undefined;
  const descriptors: Descriptor[] = [];
  for (const entry of value) {
    const descriptor = optional(entry);
    if (!descriptor) return undefined;
    descriptors.push(descriptor);
  }
  return descriptors;
}
