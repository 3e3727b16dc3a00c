/** `push: web/storefront:1.0` or `push: last`: what the last push of that name sent, from the registry's own log. */
import type { RequestEvent } from "../../kernel/events.ts";
import type { Noun, Thing } from "../noun.ts";
import { isMap } from "../values.ts";
import { code } from "../words.ts";
import { splitReference } from "./image.ts";

export const push: Noun = {
  name: "push",
  words: ["The", "The"],
  called: (name) => (name === "last" ? "newest push" : `push of ${code(name)}`),
  properties: ["uploadedBlobs", "skippedBlobs", "mountedBlobs", "uploadedBytes"],
  async find(name, context) {
    const requests = context.evidence.events.filter((event): event is RequestEvent => event.kind === "request" && event.service === "registry");
    const end = requests.findLastIndex((event) => isManifest(event) && (name === "last" || isFor(event, name)));
    if (end < 0) return [];
    return [thing(name, ofPush(requests, end))];
  },
  beside: (name, context, where) => push.find(name, context, where),
  async missing(name) {
    return name === "last" ? "no push yet" : `no push of ${code(name)} yet`;
  },
};

/** The requests of one push: those of the same command and repository since the manifest before it. */
function ofPush(requests: readonly RequestEvent[], end: number): RequestEvent[] {
  const last = requests[end] as RequestEvent;
  const before = requests.slice(0, end).findLastIndex((event) => isManifest(event) && pathName(event) === pathName(last));
  return requests.slice(before + 1, end + 1).filter((event) => event.command === last.command && pathName(event) === pathName(last));
}

function thing(name: string, requests: readonly RequestEvent[]): Thing {
  const finished = requests.filter(({ method, path, status }) => method === "PUT" && path.includes("/blobs/uploads/") && status === 201);
  const mounted = requests.filter(({ method, path, status }) => method === "POST" && path.includes("mount=") && status === 201);
  const present = new Set(
    requests.filter(({ method, path, status }) => method === "HEAD" && path.includes("/blobs/") && status === 200).map(({ path }) => path),
  );
  const sent = requests.filter(
    ({ method, path }) => path.includes("/blobs/uploads/") && (method === "PATCH" || method === "PUT" || method === "POST"),
  );
  const digests = new Set(finished.map(({ path }) => /digest=([^&]+)/.exec(path)?.[1] ?? path).map(decodeURIComponent));
  return {
    name,
    label: code(name),
    has: {
      uploadedBlobs: digests.size,
      // A client looks again after an upload: that blob was not skipped.
      skippedBlobs: [...present].filter((path) => !digests.has(path.split("/blobs/")[1] ?? "")).length,
      mountedBlobs: mounted.length,
      uploadedBytes: sent.reduce((sum, { request }) => sum + request.bytes, 0),
    },
  };
}

function isManifest({ method, path, status }: RequestEvent): boolean {
  return method === "PUT" && path.includes("/manifests/") && status === 201;
}

function isFor(event: RequestEvent, name: string): boolean {
  const { repository, tag, digest } = splitReference(name);
  return pathName(event) === repository && decodeURIComponent(event.path.split("/manifests/")[1] ?? "") === (digest ?? tag);
}

/** Repository in a registry path, `/v2/web/x/manifests/1.0`. */
function pathName({ path, input }: RequestEvent): string {
  const match = /^\/v2\/(.+?)\/(?:manifests|blobs|tags|referrers)\//.exec(path);
  return match?.[1] ?? (isMap(input) ? String(input.repositoryName) : "");
}
