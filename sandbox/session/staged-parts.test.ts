/** What is on its way into a repository when somebody undoes. */
import { expect, it } from "vitest";
import { text } from "../kernel/bytes.ts";
import { nodeHasher } from "../node/hasher.ts";
import { sessionsWith } from "./testing/session.ts";

const { testSession } = sessionsWith(nodeHasher);

async function uploading() {
  const session = testSession();
  await session.open({ world: "repo" });
  const to = "--repository-name web/storefront --upload-id $(cat id)";
  /** A line and whether it worked; what it wrote stands in the file `out`. */
  const works = async (line: string) => {
    await session.run(`${line} >out 2>&1; echo $? >status`);
    return text(await session.machine().files.read("/home/learner/status")) === "0\n";
  };
  await session.run("aws ecr initiate-layer-upload --repository-name web/storefront --query uploadId --output text >id");
  await session.run("printf one >one; printf TWO >two; printf oneTWO >both");
  return {
    session,
    works,
    part: (file: string, first: number) =>
      works(`aws ecr upload-layer-part ${to} --part-first-byte ${first} --part-last-byte ${first + 2} --layer-part-blob fileb://${file}`),
    complete: (file: string) => works(`aws ecr complete-layer-upload ${to} --layer-digests sha256:$(sha256sum ${file} | cut -d' ' -f1)`),
  };
}

it("a part that is undone is gone, and another takes its place", async () => {
  const { session, part, complete } = await uploading();
  expect(await part("one", 0)).toBe(true);
  await session.undo();
  expect(await part("two", 3)).toBe(false);
  expect(await part("two", 0)).toBe(true);
  expect(await complete("two")).toBe(true);
});

it("a part that is done again is there, and a layer that is undone can be completed again", async () => {
  const { session, works, part, complete } = await uploading();
  expect(await part("one", 0)).toBe(true);
  await session.undo();
  await session.redo();
  // The API wants 5 MiB of every part but the last; the registry does not.
  const host = "$(aws ecr describe-repositories --query 'repositories[0].repositoryUri' --output text | cut -d/ -f1)";
  const send = `curl -sf -u "AWS:$(aws ecr get-login-password)" -X PATCH -H 'Content-Range: 3-5' --data-binary @two`;
  expect(await works(`${send} https://${host}/v2/web/storefront/blobs/uploads/$(cat id)`)).toBe(true);
  expect(await complete("both")).toBe(true);
  await session.undo();
  await session.run("echo something else");
  expect(await complete("one")).toBe(false);
  expect(await complete("both")).toBe(true);
});
