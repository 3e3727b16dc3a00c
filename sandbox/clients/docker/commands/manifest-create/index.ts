/** `docker manifest create`: begins a list on this computer, of images a registry has. https://docs.docker.com/reference/cli/docker/manifest/create/ */
import type { Command } from "../../command.ts";
import { DockerError } from "../../errors/errors.ts";
import { canonical, reference, withDefaultTag } from "../../reference/reference.ts";
import { describeImage } from "../../registry/described.ts";
import { findMember, readList, saveMember } from "../../store/manifest-lists.ts";

export const manifestCreate: Command = {
  name: "manifest create",
  usage: "MANIFEST_LIST MANIFEST [MANIFEST...]",
  about: "Create a local manifest list for annotating and pushing to a registry",
  arguments: [2, Number.POSITIVE_INFINITY],
  flags: [
    { name: "amend", short: "a", kind: "bool", about: "Amend an existing manifest list" },
    { name: "insecure", kind: "bool", about: "Allow communication with an insecure registry" },
  ],
  async run({ context, options, arguments: [wanted = "", ...images] }) {
    const list = withDefaultTag(reference(wanted, (wrong) => `error parsing name for manifest list ${wanted}: ${wrong}`));
    if ((await readList(context, list)).length > 0 && !options.is("amend"))
      throw new DockerError("refusing to amend an existing manifest list with no --amend flag", 1, { code: "list-exists", names: wanted });
    for (const each of images) {
      const name = withDefaultTag(reference(each));
      await saveMember(context, list, name, (await findMember(context, list, name)) ?? (await describeImage(context, name)));
    }
    await context.stdout.write(`Created manifest list ${canonical(list)}\n`);
    return 0;
  },
};
