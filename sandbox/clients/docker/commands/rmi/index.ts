/** `docker rmi`: takes names away, and the image with its last one. https://docs.docker.com/reference/cli/docker/image/rm/ */
import type { Call, Command } from "../../command.ts";
import { DockerError } from "../../errors/errors.ts";
import { familiar, familiarName, noImageOf, parseReference, type Reference, withDefaultTag } from "../../reference/reference.ts";
import { type StoredImage, sameName } from "../../store/store.ts";
import { short } from "../../words/units.ts";

export const rmi: Command = {
  name: "rmi",
  aliases: ["image rm", "image remove"],
  usage: "[OPTIONS] IMAGE [IMAGE...]",
  about: "Remove one or more images",
  arguments: [1, Number.POSITIVE_INFINITY],
  flags: [
    { name: "force", short: "f", kind: "bool", about: "Force removal of the image" },
    { name: "no-prune", kind: "bool", about: "Do not delete untagged parents" },
  ],
  async run(call) {
    const failures: string[] = [];
    for (const wanted of call.arguments) {
      try {
        await call.context.stdout.write(await removeOne(call, wanted));
      } catch (error) {
        if (!(error instanceof DockerError)) throw error;
        if (!(call.options.is("force") && error.message.includes("No such image"))) failures.push(error.message);
        else await call.context.stderr.write(`${error.message}\n`);
      }
    }
    if (failures.length > 0) throw new DockerError(failures.join("\n"));
    return 0;
  },
};

async function removeOne({ store, options }: Call, wanted: string): Promise<string> {
  const image = await store.find(wanted);
  const parsed = parseReference(wanted);
  const name = "wrong" in parsed ? undefined : withDefaultTag(parsed);
  if (!image) throw noImageOf(wanted);
  const own = name && namesMeant(image, name);
  if (own && own.length > 0) {
    for (const each of own) await store.untag(each);
    const left = image.names.length - own.length;
    return own.map(untagged).join("") + (left === 0 ? await removed(store, image) : "");
  }
  const repositories = new Set(image.names.map(familiarName));
  if (repositories.size > 1 && !options.is("force")) {
    throw new DockerError(
      `Error response from daemon: conflict: unable to delete ${short(image.id)} (must be forced) - image is referenced in multiple repositories`,
    );
  }
  return image.names.map(untagged).join("") + (await removed(store, image));
}

/** The names that a typed name means: itself, or for `name@digest` what stands for it. */
function namesMeant(image: StoredImage, name: Reference): readonly Reference[] {
  const exact = image.names.filter((each) => sameName(each, name));
  if (exact.length > 0) return exact;
  return name.digest === undefined ? [] : image.names.filter((each) => familiarName(each) === familiarName(name));
}

const untagged = (name: Reference) => `Untagged: ${familiar(name)}\n`;

async function removed(store: Call["store"], image: StoredImage): Promise<string> {
  await store.remove(image.id);
  return `Deleted: ${image.id}\n`;
}
