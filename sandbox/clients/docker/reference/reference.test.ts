import { describe, expect, test } from "vitest";
import { canonical, familiar, parseReference, type Reference, withDefaultTag } from "./reference.ts";

const DIGEST = `sha256:${"0".repeat(64)}`;

describe("a name of an image", () => {
  test.each([
    ["alpine", "docker.io/library/alpine:latest", "alpine:latest"],
    ["me/app:1", "docker.io/me/app:1", "me/app:1"],
    ["index.docker.io/library/alpine", "docker.io/library/alpine:latest", "alpine:latest"],
    ["localhost/app", "localhost/app:latest", "localhost/app:latest"],
    ["localhost:5000/a/b:x", "localhost:5000/a/b:x", "localhost:5000/a/b:x"],
    [
      "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/api:v1",
      "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/api:v1",
      "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/api:v1",
    ],
    [`reg.example/a@${DIGEST}`, `reg.example/a@${DIGEST}`, `reg.example/a@${DIGEST}`],
    [`reg.example/a:1@${DIGEST}`, `reg.example/a:1@${DIGEST}`, `reg.example/a:1@${DIGEST}`],
  ])("%s is completed and shortened as Docker does", (typed, full, short) => {
    const parsed = withDefaultTag(parseReference(typed) as Reference);
    expect([canonical(parsed), familiar(parsed)]).toEqual([full, short]);
  });

  test.each([
    ["Hello", "invalid reference format: repository name (library/Hello) must be lowercase"],
    ["reg.example/HELLO:1.0", "invalid reference format: repository name (HELLO) must be lowercase"],
    ["reg.example/a@sha256:xyz", "invalid reference format"],
    ["a..b", "invalid reference format"],
    ["", "invalid reference format"],
    ["a:", "invalid reference format"],
    ["a b", "invalid reference format"],
    [":1", "invalid reference format"],
    ["https://reg.example/a", "invalid reference format"],
    ["f".repeat(64), `invalid repository name (${"f".repeat(64)}), cannot specify 64-byte hexadecimal strings`],
    ["a".repeat(260), "repository name must not be more than 255 characters"],
    [`a:${"t".repeat(129)}`, "invalid reference format"],
  ])("%s is refused in Docker's words", (typed, wrong) => {
    expect(parseReference(typed)).toEqual({ wrong });
  });
});
