/** `docker history`: the steps an image was made in. https://docs.docker.com/reference/cli/docker/image/history/ */
import type { Call, Command } from "../../command.ts";
import { noImageOf } from "../../reference/reference.ts";
import { parseTime, type StoredImage } from "../../store/store.ts";
import { fillRows } from "../../template/rows.ts";
import { ago, ellipsis, humanSize, short, table } from "../../words/units.ts";

const HEADINGS = { ID: "IMAGE", CreatedSince: "CREATED", CreatedBy: "CREATED BY", Size: "SIZE", Comment: "COMMENT" };

export const history: Command = {
  name: "history",
  aliases: ["image history"],
  usage: "[OPTIONS] IMAGE",
  about: "Show the history of an image",
  arguments: [1, 1],
  flags: [
    {
      name: "format",
      kind: "string",
      about:
        "Format output using a custom template:\n'table':            Print output in table format with column headers (default)\n'table TEMPLATE':   Print output in table format using the given Go template\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.",
    },
    { name: "human", short: "H", kind: "bool", about: "Print sizes and dates in human readable format (default true)" },
    { name: "no-trunc", kind: "bool", about: "Don't truncate output" },
    { name: "quiet", short: "q", kind: "bool", about: "Only show image IDs" },
  ],
  async run(call) {
    const { store, context, options } = call;
    const [wanted = ""] = call.arguments;
    const image = await store.find(wanted);
    if (!image) throw noImageOf(wanted);
    const rows = rowsOf(call, image);
    const format = options.text("format");
    if (options.is("quiet")) await context.stdout.write(rows.map(({ ID }) => `${ID}\n`).join(""));
    else if (format !== undefined && format !== "table") await context.stdout.write(fillRows(format, rows, HEADINGS, "*image.historyContext"));
    else await context.stdout.write(table([HEADINGS, ...rows].map((row) => [row.ID, row.CreatedSince, row.CreatedBy, row.Size, row.Comment])));
    return 0;
  },
};

/** Newest first. A step's size is that of its layer as stored. */
function rowsOf({ context, options }: Call, image: StoredImage) {
  const isShort = !options.is("no-trunc");
  const human = !options.has("human") || options.is("human");
  const layers = [...image.manifest.layers];
  const steps = (image.config.history ?? []).map((step) => ({ step, size: step.empty_layer ? 0 : (layers.shift()?.size ?? 0) }));
  return steps.toReversed().map(({ step, size }, at) => {
    const created = parseTime(step.created ?? "");
    const by = (step.created_by ?? "").replaceAll("\t", " ");
    return {
      Comment: step.comment ?? "",
      CreatedAt: new Date(created).toISOString().replace(".000Z", "Z"),
      CreatedBy: isShort ? ellipsis(by, 45) : by,
      CreatedSince: human ? ago(context.clock.now(), created) : new Date(created).toISOString().replace(".000Z", "Z"),
      ID: at === 0 ? (isShort ? short(image.id) : image.id) : "<missing>",
      Size: human ? humanSize(size, 3) : String(size),
    };
  });
}
