/**
 * A signature as Notation stores one: an OCI image manifest with a subject and one layer, a JWS envelope (notaryproject/specifications,
 * "OCI Signatures", "Signature Envelope JWS"). The envelope's form and its payload are Notary's; its signature bytes are made by the
 * sandbox, without a key, and it says so: `notation verify` refuses it.
 */
import { base64, utf8 } from "../../kernel/bytes.ts";
import { type Digest, digestOf, type Hasher } from "../../kernel/hash.ts";
import type { Image } from "../../world/tables.ts";

export const SIGNATURE_TYPE = "application/vnd.cncf.notary.signature";
const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const ENVELOPE_TYPE = "application/jose+json";
const EMPTY = "{}";

/** What a learner reads who opens the envelope. */
export const HONEST = "Gantry sandbox: these signature bytes were made without a key";

export interface Blob {
  readonly digest: Digest;
  readonly text: string;
  readonly mediaType: string;
}

export interface SignatureArtifact {
  readonly digest: Digest;
  readonly manifest: string;
  readonly mediaType: string;
  readonly artifactMediaType: string;
  /** Config and envelope. */
  readonly blobs: readonly Blob[];
}

function base64url(bytes: Uint8Array): string {
  return base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** `2026-11-23T09:00:00Z`. */
function instant(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19)}Z`;
}

function envelope(hasher: Hasher, { mediaType, digest, manifest }: Image, profile: string, now: number): string {
  const target = { mediaType, digest, size: utf8(manifest).length };
  const payload = base64url(utf8(JSON.stringify({ targetArtifact: target })));
  const header = {
    alg: "PS384",
    crit: ["io.cncf.notary.signingScheme", "io.cncf.notary.authenticSigningTime"],
    cty: "application/vnd.cncf.notary.payload.v1+json",
    "io.cncf.notary.signingScheme": "notary.x509.signingAuthority",
    "io.cncf.notary.authenticSigningTime": instant(now),
  };
  const signed = base64url(utf8(JSON.stringify(header)));
  const signature = base64url(hasher.sha256(`${profile}\n${signed}.${payload}`));
  return JSON.stringify({ payload, protected: signed, header: { "io.cncf.notary.signingAgent": HONEST, x5c: [] }, signature });
}

export function signatureOf(hasher: Hasher, image: Image, profile: string, now: number): SignatureArtifact {
  const blob = (mediaType: string, text: string): Blob => ({ digest: digestOf(hasher, text), text, mediaType });
  const config = blob(SIGNATURE_TYPE, EMPTY);
  const layer = blob(ENVELOPE_TYPE, envelope(hasher, image, profile, now));
  const descriptor = ({ mediaType, digest, text }: Blob) => ({ mediaType, digest, size: utf8(text).length });
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: descriptor(config),
    layers: [descriptor(layer)],
    subject: { mediaType: image.mediaType, digest: image.digest, size: utf8(image.manifest).length },
    annotations: { "org.opencontainers.image.created": instant(now), "com.amazonaws.signer.signingProfileArn": profile },
  });
  return { digest: digestOf(hasher, manifest), manifest, mediaType: OCI_MANIFEST, artifactMediaType: SIGNATURE_TYPE, blobs: [config, layer] };
}
