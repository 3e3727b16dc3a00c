/** Every noun that checks may name, one sorted line each. A noun without a row here is an error at parse time. */
import type { Noun } from "../noun.ts";
import { clock } from "./clock.ts";
import { dockerImage } from "./docker-image.ts";
import { dockerLogin } from "./docker-login.ts";
import { file } from "./file.ts";
import { image, images } from "./image.ts";
import { kmsKey } from "./kms-key.ts";
import { overlap } from "./overlap.ts";
import { principal } from "./principal.ts";
import { profile } from "./profile.ts";
import { push } from "./push.ts";
import { registry } from "./registry.ts";
import { repository } from "./repository.ts";

export const NOUNS: ReadonlyMap<string, Noun> = new Map(
  [clock, dockerImage, dockerLogin, file, image, images, kmsKey, overlap, principal, profile, push, registry, repository].map((noun) => [
    noun.name,
    noun,
  ]),
);
