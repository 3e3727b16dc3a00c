/** `docker manifest rm`: forgets lists made on this computer. https://docs.docker.com/reference/cli/docker/manifest/rm/ */
import type { Command } from "../../command.ts";
import { DockerError } from "../../errors/errors.ts";
import { parseReference, withDefaultTag } from "../../reference/reference.ts";
import { noSuchList, readList, removeList } from "../../store/manifest-lists.ts";

export const manifestRm: Command = {
  name: "manifest rm",
  usage: "MANIFEST_LIST [MANIFEST_LIST...]",
  about: "Delete one or more manifest lists from local storage",
  arguments: [1, Number.POSITIVE_INFINITY],
  flags: [],
  async run({ context, arguments: wanted }) {
    const wrong: string[] = [];
    for (const each of wanted) {
      const parsed = parseReference(each);
      const list = "wrong" in parsed ? undefined : withDefaultTag(parsed);
      if ("wrong" in parsed) wrong.push(parsed.wrong);
      else if (list && (await readList(context, list)).length === 0) wrong.push(noSuchList(list).message);
      else if (list) removeList(context, list);
    }
    if (wrong.length > 0) throw new DockerError(wrong.join("\n"), 1, { code: "no-such-manifest", names: wanted[0] ?? "" });
    return 0;
  },
};
