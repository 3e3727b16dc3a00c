/** Every route, one line each, sorted. */
import type { AnyRoute } from "../route.ts";
import { appendUpload } from "./append-upload/index.ts";
import { base } from "./base/index.ts";
import { cancelUpload } from "./cancel-upload/index.ts";
import { catalog } from "./catalog/index.ts";
import { completeUpload } from "./complete-upload/index.ts";
import { deleteBlob } from "./delete-blob/index.ts";
import { deleteManifest } from "./delete-manifest/index.ts";
import { putManifest } from "./put-manifest/index.ts";
import { readBlob } from "./read-blob/index.ts";
import { readManifest } from "./read-manifest/index.ts";
import { referrers } from "./referrers/index.ts";
import { startUpload } from "./start-upload/index.ts";
import { tags } from "./tags/index.ts";
import { uploadStatus } from "./upload-status/index.ts";

export const ROUTES: readonly AnyRoute[] = [
  appendUpload,
  base,
  cancelUpload,
  catalog,
  completeUpload,
  deleteBlob,
  deleteManifest,
  putManifest,
  readBlob,
  readManifest,
  referrers,
  startUpload,
  tags,
  uploadStatus,
];
