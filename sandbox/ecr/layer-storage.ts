/**
 * Where layer downloads lead: the storage behind the sealed links of GetDownloadUrlForLayer, as S3 answers presigned requests
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html). The link is the permission; nobody is identified.
 */
import type { CloudContext, Report, Service } from "../cloud/service.ts";
import { NO_BYTES, utf8 } from "../kernel/bytes.ts";
import type { HttpRequest, HttpResponse } from "../kernel/exchange.ts";
import { splitUrl } from "../oci/path.ts";
import { partOf, type Readable } from "../oci/range.ts";
import { type Locked, lockedBy } from "./encryption/use.ts";
import { hostOf, regionOfBucket, verifyLayerUrl } from "./layer-url/layer-url.ts";

export const layerStorage: Service = {
  name: "storage",
  async handle(request: HttpRequest, context: CloudContext, report: Report): Promise<HttpResponse> {
    const { origin, path, query } = splitUrl(request.url);
    const bucket = regionOfBucket(hostOf(origin), path);
    if (bucket) report.region = bucket.region;
    report.operation = "GetObject";
    if (request.method !== "GET") return no(report, request, 403, "SignatureDoesNotMatch", SIGNATURE);
    const { store, hasher, transportNow, blobs } = context;
    const verdict = verifyLayerUrl(hasher, store.meta.sealingKey, bucket?.key ?? path, query, transportNow());
    if (verdict.kind === "forged") return no(report, request, 403, "SignatureDoesNotMatch", SIGNATURE);
    if (verdict.kind === "expired") return no(report, request, 403, "AccessDenied", "Request has expired");
    const { digest } = verdict;
    const repository = store.world.repositories.get(verdict.repository);
    const locked = repository && lockedBy(store.world, repository, "Decrypt", store.now());
    if (locked) return lockedOut(report, request, locked);
    const written = store.world.texts.get(digest);
    if (written) return found(report, request, digest, ofText(written.text));
    const size = await blobs.size(digest);
    if (size === undefined) return no(report, request, 404, "NoSuchKey", "The specified key does not exist.");
    return found(report, request, digest, { size, read: (start, end) => blobs.read(digest, start, end) });
  },
};

/** What S3 passes on of KMS: `KMS.DisabledException` and its kin; a missing permission is an AccessDenied like any other. */
function lockedOut(report: Report, request: HttpRequest, { code, message, denied }: Locked): HttpResponse {
  Object.assign(report, denied);
  return denied ? no(report, request, 403, "AccessDenied", message) : no(report, request, 400, `KMS.${code}`, message);
}

function found(report: Report, request: HttpRequest, digest: string, content: Readable): HttpResponse {
  report.outcome = "works";
  report.resource = digest;
  const headers = { "content-type": "application/octet-stream", "accept-ranges": "bytes", server: "AmazonS3" };
  return partOf(content, request.headers.range, headers);
}

/** A blob that ECR wrote itself. */
function ofText(text: string): Readable {
  const bytes = utf8(text);
  return {
    size: bytes.length,
    async *read(start = 0, end = bytes.length) {
      yield bytes.subarray(start, end);
    },
  };
}

const SIGNATURE = "The request signature we calculated does not match the signature you provided. Check your key and signing method.";

function no(report: Report, request: HttpRequest, status: number, code: string, message: string): HttpResponse {
  report.outcome = status === 403 ? "denied" : "refused";
  report.error = { code, message };
  const body = utf8(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
  const headers = { "content-type": "application/xml", "content-length": String(body.length), server: "AmazonS3" };
  return { status, headers, body: request.method === "HEAD" ? NO_BYTES : body };
}
