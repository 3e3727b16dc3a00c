/** `docker tag`: gives an image a further name, and nothing else. https://docs.docker.com/reference/cli/docker/image/tag/ */
import type { Command } from "../../command.ts";
import { DockerError, fromDaemon } from "../../errors/errors.ts";
import { familiarName, isId, noImageOf, reference, withDefaultTag } from "../../reference/reference.ts";

export const tag: Command = {
  name: "tag",
  aliases: ["image tag"],
  usage: "SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]",
  about: "Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE",
  arguments: [2, 2],
  flags: [],
  async run({ store, context, arguments: [source = "", target = ""] }) {
    const named = (text: string) =>
      reference(text, (wrong) => `Error parsing reference: ${JSON.stringify(text)} is not a valid repository/tag: ${wrong}`);
    if (!isId(source)) named(source);
    const name = named(target);
    if (name.digest !== undefined)
      throw new DockerError("refusing to create a tag with a digest reference", 1, { code: "invalid-reference", names: target });
    if (familiarName(name) === "sha256")
      throw fromDaemon("refusing to create an ambiguous tag using digest algorithm as name", { code: "invalid-reference", names: target });
    const image = await store.find(source);
    if (!image) throw noImageOf(source);
    await store.tag(withDefaultTag(name), image.target, context.clock.now());
    return 0;
  },
};
