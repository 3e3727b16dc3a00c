/** curl 7.88 (Debian 12) against the computer's network. */
import { collect, concat, utf8 } from "../../kernel/bytes.ts";
import { basename, join } from "../../shell/files/paths.ts";
import type { Completion, Installed, ProgramContext } from "../../shell/program.ts";
import { writeBody } from "./body.ts";
import { addConfigs } from "./config.ts";
import { exchange } from "./exchange.ts";
import { CurlFailure } from "./failure.ts";
import { type CurlOptions, CurlUsage, readCurl } from "./options.ts";
import { headLines, writeOut } from "./shown.ts";

/** One URL: the exchange, then its body to where it belongs, then what `-w` asks for. */
export async function transfer(context: ProgramContext, options: CurlOptions, given: string, target: string | undefined): Promise<number> {
  const { flags } = options;
  let head = "";
  const { response, prepared, redirects, url } = await exchange(context, options, given, async (text) => {
    if (target === undefined) await context.stdout.write(text);
    else head += text;
  });
  if (options.dumpHeader === "-") await context.stdout.write(headLines(response));
  else if (options.dumpHeader !== undefined) await context.files.write(join(context.cwd, options.dumpHeader), headLines(response));
  const failed = response.status >= 400;
  const { method } = prepared.request;
  let size = 0;
  if (method === "HEAD" || (failed && flags.has("fail"))) {
    if (head !== "") await writeBody(context, utf8(head), undefined, target);
  } else if (head === "") size = await writeBody(context, response.body, response.headers["content-length"], target);
  else size = await writeBody(context, concat([utf8(head), await collect(response.body)]), undefined, target);
  if (options.writeOut !== undefined) await context.stdout.write(writeOut(options.writeOut, response, { size, url, redirects, method }));
  if (failed && (flags.has("fail") || flags.has("fail-with-body"))) throw new CurlFailure(22, `The requested URL returned error: ${response.status}`);
  return 0;
}

const VERSION = "curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1 OpenSSL/3.0.15\nProtocols: http https\nFeatures: HTTPS-proxy Largefile SSL\n";

const HELP =
  "Usage: curl [options...] <url>\n -d, --data <data>          HTTP POST data\n -f, --fail                 Fail fast with no output on HTTP errors\n -i, --include              Include protocol response headers in the output\n -o, --output <file>        Write to file instead of stdout\n -s, --silent               Silent mode\n -T, --upload-file <file>   Transfer local FILE to destination\n -u, --user <user:password> Server user and password\n -v, --verbose              Make the operation more talkative\n";

async function run(context: ProgramContext): Promise<number> {
  const asked = context.args.includes("--version") || context.args[0] === "-V" ? VERSION : undefined;
  const text = asked ?? (context.args.includes("--help") || context.args[0] === "-h" ? HELP : undefined);
  if (text !== undefined) {
    await context.stdout.write(text);
    return 0;
  }
  let options: CurlOptions;
  try {
    options = readCurl(context.args);
    await addConfigs(context, options);
  } catch (error) {
    if (!(error instanceof CurlUsage)) throw error;
    await context.stderr.write(`${error.message}\ncurl: try 'curl --help' or 'curl --manual' for more information\n`);
    return error.status;
  }
  if (options.urls.length === 0) {
    await context.stderr.write("curl: no URL specified!\ncurl: try 'curl --help' or 'curl --manual' for more information\n");
    return 2;
  }
  let status = 0;
  for (const [index, url] of options.urls.entries()) {
    const named = index < options.outputs.length ? (options.outputs[index] ?? basename(url.replace(/[?#].*$/, ""))) : undefined;
    try {
      status = await transfer(context, options, url, named);
    } catch (error) {
      if (!(error instanceof CurlFailure)) throw error;
      status = error.code;
      if (!options.flags.has("silent") || options.flags.has("show-error")) await context.stderr.write(`curl: (${error.code}) ${error.message}\n`);
    }
  }
  return status;
}

const OFFERED: readonly Completion[] = [
  { value: "--aws-sigv4", note: "sign the request" },
  { value: "--data", note: "send a body" },
  { value: "--data-binary", note: "send a body as it is" },
  { value: "--fail", note: "no output on errors" },
  { value: "--head", note: "headers only" },
  { value: "--header", note: "add a header" },
  { value: "--include", note: "show the answer's headers" },
  { value: "--location", note: "follow redirects" },
  { value: "--output", note: "write to a file" },
  { value: "--request", note: "the method" },
  { value: "--silent", note: "no progress, no errors" },
  { value: "--upload-file", note: "PUT a file" },
  { value: "--user", note: "name and password" },
  { value: "--verbose", note: "show what is sent" },
  { value: "--write-out", note: "print facts afterwards" },
];

export const curl: Installed = {
  name: "curl",
  summary: "speak HTTP to any host of the simulated internet",
  program: run,
  complete: ({ prefix }) => (prefix.startsWith("-") ? OFFERED.filter(({ value }) => value.startsWith(prefix)) : []),
};
