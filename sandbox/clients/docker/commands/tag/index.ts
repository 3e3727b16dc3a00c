/** `docker tag`: gives an image a further name, and nothing else. https://docs.docker.com/reference/cli/docker/image/tag/ */
import type { Command } from "../../command.ts";
import { DockerError, noSuchImage } from "../../errors/errors.ts";
import { familiar, parseReference, reference, withDefaultTag } from "../../reference/reference.ts";

export const tag: Command = {
  name: "tag",
  aliases: ["image tag"],
  usage: "SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]",
  about: "Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE",
  arguments: [2, 2],
  flags: [],
  async run({ store, context, arguments: [source = "", target = ""] }) {
    const name = reference(target, (wrong) => `Error parsing reference: ${JSON.stringify(target)} is not a valid repository/tag: ${wrong}`);
    if (name.digest !== undefined)
      throw new DockerError("refusing to create a tag with a digest reference", 1, { code: "invalid-reference", names: target });
    const image = await store.find(source);
    if (!image) {
      const parsed = parseReference(source);
      throw noSuchImage("wrong" in parsed ? source : familiar(withDefaultTag(parsed)));
    }
    await store.tag(withDefaultTag(name), image.target, context.clock.now());
    return 0;
  },
};
