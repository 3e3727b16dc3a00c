/** `docker images`: what this computer's engine holds. https://docs.docker.com/reference/cli/docker/image/ls/ */
import type { Call, Command } from "../../command.ts";
import { DockerError } from "../../errors/errors.ts";
import { FILTER } from "../../flags/flags.ts";
import { familiar, familiarName, parseReference, type Reference, withDefaultTag } from "../../reference/reference.ts";
import { createdAt, type StoredImage } from "../../store/store.ts";
import { fillRows } from "../../template/rows.ts";
import { ago, goTime, humanSize, short, table } from "../../words/units.ts";

interface Row {
  readonly image: StoredImage;
  readonly name: Reference | undefined;
}

export const images: Command = {
  name: "images",
  aliases: ["image ls", "image list"],
  usage: "[OPTIONS] [REPOSITORY[:TAG]]",
  about: "List images",
  arguments: [0, 1],
  flags: [
    { name: "all", short: "a", kind: "bool", about: "Show all images (default hides intermediate images)" },
    { name: "digests", kind: "bool", about: "Show digests" },
    FILTER,
    {
      name: "format",
      kind: "string",
      about:
        "Format output using a custom template:\n'table':            Print output in table format with column headers (default)\n'table TEMPLATE':   Print output in table format using the given Go template\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.",
    },
    { name: "no-trunc", kind: "bool", about: "Don't truncate output" },
    { name: "quiet", short: "q", kind: "bool", about: "Only show image IDs" },
  ],
  async run(call) {
    const { options, context } = call;
    const rows = (await filtered(call)).map((row) => fields(row, call));
    const format = options.text("format");
    if (options.is("quiet")) {
      await context.stdout.write(rows.map(({ ID }) => `${ID}\n`).join(""));
      return 0;
    }
    if (format !== undefined && format !== "table") {
      await context.stdout.write(fillRows(format, rows, HEADINGS, "*formatter.imageContext"));
      return 0;
    }
    const columns = options.is("digests")
      ? ["Repository", "Tag", "Digest", "ID", "CreatedSince", "Size"]
      : ["Repository", "Tag", "ID", "CreatedSince", "Size"];
    await context.stdout.write(
      table([columns.map((column) => HEADINGS[column] as string), ...rows.map((row) => columns.map((column) => row[column] as string))]),
    );
    return 0;
  },
};

const HEADINGS: Readonly<Record<string, string>> = {
  Repository: "REPOSITORY",
  Tag: "TAG",
  Digest: "DIGEST",
  ID: "IMAGE ID",
  CreatedSince: "CREATED",
  CreatedAt: "CREATED AT",
  Size: "SIZE",
};

/** In the order in which the JSON form prints them. */
function fields({ image, name }: Row, { context, options }: Call): Record<string, string> {
  return {
    Containers: "N/A",
    CreatedAt: goTime(createdAt(image)),
    CreatedSince: ago(context.clock.now(), createdAt(image)),
    Digest: name ? image.id : "<none>",
    ID: options.is("no-trunc") ? image.id : short(image.id),
    Repository: name ? familiarName(name) : "<none>",
    SharedSize: "N/A",
    Size: humanSize(image.size, 3),
    Tag: name?.tag ?? "<none>",
    UniqueSize: "N/A",
    VirtualSize: humanSize(image.size),
  };
}

async function filtered({ store, options, arguments: [wanted] }: Call): Promise<readonly Row[]> {
  const all = await store.images();
  const tests: ((row: Row) => boolean)[] = wanted === undefined ? [] : [({ name }) => name !== undefined && matchesName(name, wanted)];
  for (const filter of options.list("filter").filter((given) => given !== "")) tests.push(filterTest(filter, all));
  return all
    .flatMap((image): Row[] => {
      const names = [...image.names].sort((a, b) => (familiar(a) < familiar(b) ? -1 : 1));
      return names.length > 0 ? names.map((name) => ({ image, name })) : [{ image, name: undefined }];
    })
    .filter((row) => tests.every((test) => test(row)))
    .sort((a, b) => createdAt(b.image) - createdAt(a.image));
}

function filterTest(filter: string, all: readonly StoredImage[]): (row: Row) => boolean {
  const equals = filter.indexOf("=");
  const [key, value] = [filter.slice(0, equals), filter.slice(equals + 1)];
  const other = () => {
    const parsed = parseReference(value);
    const wanted = "wrong" in parsed ? value : familiar(withDefaultTag(parsed));
    const found = all.find(({ names, id }) => names.some((name) => familiar(name) === wanted) || id.startsWith(`sha256:${value}`));
    if (!found) throw new DockerError(`Error response from daemon: No such image: ${wanted}`);
    return createdAt(found);
  };
  switch (key) {
    case "dangling":
      if (!/^(true|false|1|0)$/.test(value)) throw new DockerError(`Error response from daemon: invalid filter 'dangling=[${value}]'`);
      return ({ name }) => (name === undefined) === (value === "true" || value === "1");
    case "reference":
      return ({ name }) => name !== undefined && matchesName(name, value);
    case "label": {
      const [label = "", wanted] = value.split("=");
      return ({ image }) => {
        const found = image.config.config?.Labels?.[label];
        return found !== undefined && (wanted === undefined || found === wanted);
      };
    }
    case "before": {
      const limit = other();
      return ({ image }) => createdAt(image) < limit;
    }
    case "since": {
      const limit = other();
      return ({ image }) => createdAt(image) > limit;
    }
    default:
      throw new DockerError(`Error response from daemon: invalid filter '${key}'`);
  }
}

/** `alpine`, `alpine:3.22`, `web/*:1.*`: stars do not cross a slash. */
function matchesName(name: Reference, pattern: string): boolean {
  const glob = new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", "[^/]*")
      .replaceAll("?", "[^/]")}$`,
  );
  return glob.test(familiarName(name)) || glob.test(familiar(name)) || glob.test(`${name.domain}/${name.path}`);
}
