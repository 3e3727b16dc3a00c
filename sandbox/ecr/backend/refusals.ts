/**
 * How the registry's side words what an ECR operation refuses: the code and status of each error, the message unchanged. Rows marked
 * (unverified) are modelled on their neighbours: no recording of ECR's own answer was found. Of the codes of layers and manifests the
 * recordings show no status: it is the specification's.
 */
import { ServiceError } from "../../http/errors/service-error.ts";
import { type OciCode, OciError } from "../../oci/backend.ts";

const ROWS: Readonly<Record<string, readonly [code: OciCode, status: number]>> = {
  AccessDeniedException: ["DENIED", 403],
  RepositoryNotFoundException: ["NAME_UNKNOWN", 404],
  ImageNotFoundException: ["MANIFEST_UNKNOWN", 404],
  ImageTagAlreadyExistsException: ["TAG_INVALID", 400],
  // Parameter errors of every kind: amazon-ecr answers 405 where the specification has 400.
  InvalidParameterException: ["UNSUPPORTED", 405],
  ValidationException: ["UNSUPPORTED", 405],
  UploadNotFoundException: ["BLOB_UPLOAD_UNKNOWN", 404],
  InvalidLayerPartException: ["BLOB_UPLOAD_INVALID", 416],
  InvalidLayerException: ["BLOB_UPLOAD_INVALID", 400],
  EmptyUploadException: ["BLOB_UPLOAD_INVALID", 400], // (unverified)
  LayerPartTooSmallException: ["SIZE_INVALID", 400], // (unverified)
  // Of a manifest.
  LayersNotFoundException: ["BLOB_UPLOAD_UNKNOWN", 404],
  ReferencedImagesNotFoundException: ["MANIFEST_BLOB_UNKNOWN", 404],
  LayerInaccessibleException: ["BLOB_UNKNOWN", 404], // (unverified)
  ImageDigestDoesNotMatchException: ["MANIFEST_INVALID", 400],
  KmsException: ["UNKNOWN", 400], // (unverified)
  LimitExceededException: ["DENIED", 403],
  UnableToGetUpstreamImageException: ["DENIED", 403], // github.com/aws/containers-roadmap#2354
  ThrottlingException: ["TOOMANYREQUESTS", 429],
  SandboxLacksOperation: ["UNSUPPORTED", 405],
  ServerException: ["UNKNOWN", 500],
};

/** The registry's form of an operation's refusal; anything else is passed on as it is. */
export function registryRefusal(error: unknown): unknown {
  if (!(error instanceof ServiceError)) return error;
  const [code, status] = ROWS[error.code] ?? ["UNKNOWN", 400];
  return new OciError(code, error.message, status);
}
