/** curl 7.88 (Debian 12) against the computer's network. */
import { base64, collect, concat, text, utf8 } from "../../kernel/bytes.ts";
import { type HttpBody, type HttpHeaders, type HttpRequest, type HttpResponse, UnknownHost } from "../../kernel/exchange.ts";
import { FileError } from "../../shell/files/file-system.ts";
import { basename, join } from "../../shell/files/paths.ts";
import type { Completion, Installed, ProgramContext } from "../../shell/program.ts";
import { type CurlOptions, CurlUsage, readCurl } from "./options.ts";
import { curlSigned } from "./sign.ts";

const REASONS: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  204: "No Content",
  206: "Partial Content",
  301: "Moved Permanently",
  302: "Found",
  303: "See Other",
  304: "Not Modified",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Request Entity Too Large",
  416: "Requested Range Not Satisfiable",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
};

/** A transfer that failed: curl's number and words. */
class CurlFailure extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

async function fileContent(context: ProgramContext, name: string): Promise<Uint8Array> {
  if (name === "-") return context.stdin.all();
  try {
    return await context.files.read(join(context.cwd, name));
  } catch (error) {
    if (error instanceof FileError) throw new CurlFailure(26, `Failed to open ${name}`);
    throw error;
  }
}

function encoded(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

async function dataOf(context: ProgramContext, options: CurlOptions): Promise<Uint8Array | undefined> {
  if (options.data.length === 0) return undefined;
  const parts: Uint8Array[] = [];
  for (const { kind, value } of options.data) {
    if (parts.length > 0) parts.push(utf8("&"));
    if (kind === "urlencode") {
      const equals = value.indexOf("=");
      parts.push(utf8(equals < 0 ? encoded(value) : `${equals > 0 ? `${value.slice(0, equals)}=` : ""}${encoded(value.slice(equals + 1))}`));
    } else if (kind !== "raw" && value.startsWith("@")) {
      const content = await fileContent(context, value.slice(1));
      parts.push(kind === "ascii" ? utf8(text(content).replace(/[\r\n]/g, "")) : content);
    } else parts.push(utf8(value));
  }
  return concat([...parts, new Uint8Array(0)]);
}

/** Headers as given; `-H @file` and `-H @-` read them line by line, so that a secret need not be an argument. */
async function headerLines(context: ProgramContext, options: CurlOptions): Promise<string[]> {
  const lines = options.headers.map(async (given) =>
    given.startsWith("@")
      ? text(await fileContent(context, given.slice(1)))
          .split(/\r?\n/)
          .filter((line) => line.trim() !== "")
      : [given],
  );
  return (await Promise.all(lines)).flat();
}

/** The URL with curl's guesses: `http://` when no scheme is given. */
function urlOf(given: string): string {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `http://${given}`;
  const scheme = /^([a-z0-9+.-]+):/i.exec(whole)?.[1]?.toLowerCase() ?? "";
  if (scheme !== "http" && scheme !== "https") throw new CurlFailure(1, `Protocol "${scheme}" not supported or disabled in libcurl`);
  if (!URL.canParse(whole)) throw new CurlFailure(3, "URL using bad/illegal format or missing URL");
  if (/\s/.test(whole)) throw new CurlFailure(3, "URL using bad/illegal format or missing URL");
  const url = new URL(whole);
  return `${url.protocol}//${/^[a-z]+:\/\/(?:[^/@]*@)?([^/?#]+)/i.exec(whole)?.[1] ?? url.host}${url.pathname}${url.search}`;
}

interface Prepared {
  readonly request: HttpRequest & { readonly body: Uint8Array };
  readonly headerNames: ReadonlyMap<string, string>;
}

async function prepare(context: ProgramContext, options: CurlOptions, given: string, toOther: boolean): Promise<Prepared> {
  let url = urlOf(given);
  let body = await dataOf(context, options);
  if (options.flags.has("get") && body) {
    url += (url.includes("?") ? "&" : "?") + text(body);
    body = undefined;
  }
  const upload = options.upload === undefined ? undefined : await fileContent(context, options.upload);
  if (upload && url.endsWith("/")) url += basename(options.upload ?? "");
  const method = options.method ?? (options.flags.has("head") ? "HEAD" : upload ? "PUT" : body ? "POST" : "GET");
  const names = new Map<string, string>();
  const headers: Record<string, string> = {};
  const set = (name: string, value: string) => {
    headers[name.toLowerCase()] = value;
    names.set(name.toLowerCase(), name);
  };
  set("Host", /^[a-z]+:\/\/([^/?]+)/i.exec(url)?.[1] ?? "");
  const user = options.user ?? /^[a-z]+:\/\/([^/@]+)@/i.exec(given)?.[1];
  if (user !== undefined && options.sigv4 === undefined && !toOther)
    set("Authorization", `Basic ${base64(utf8(user.includes(":") ? user : `${user}:${await password(context, user)}`))}`);
  set("User-Agent", options.userAgent ?? "curl/7.88.1");
  set("Accept", "*/*");
  if (options.referer !== undefined) set("Referer", options.referer);
  if (options.cookie?.includes("=")) set("Cookie", options.cookie);
  const content = upload ?? body;
  if (content) set("Content-Length", String(content.length));
  if (body && !upload) set("Content-Type", "application/x-www-form-urlencoded");
  for (const line of await headerLines(context, options)) {
    const match = /^([^:;]+)([:;])\s*(.*)$/.exec(line);
    if (!match) continue;
    const [, name = "", mark, value = ""] = match;
    if (toOther && name.toLowerCase() === "authorization") continue;
    if (mark === ":" && value === "") delete headers[name.toLowerCase()];
    else set(name, value);
  }
  const plain = { method, url, headers, body: content ?? new Uint8Array(0) };
  const signed: HttpHeaders =
    options.sigv4 === undefined
      ? headers
      : curlSigned(plain, { provider: options.sigv4, user: options.user ?? "", now: context.clock.now(), hasher: context.hasher });
  return { request: { ...plain, headers: signed, signal: context.signal }, headerNames: names };
}

async function password(context: ProgramContext, user: string): Promise<string> {
  await context.stderr.write(`Enter host password for user '${user}':`);
  return (await context.stdin.line({ hidden: true })) ?? "";
}

async function send(context: ProgramContext, request: HttpRequest): Promise<HttpResponse> {
  const { host, hostname, port, protocol } = new URL(request.url);
  try {
    return await context.network(request);
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    if (error instanceof UnknownHost) throw new CurlFailure(6, `Could not resolve host: ${hostname}`);
    if (name === "ConnectionRefused")
      throw new CurlFailure(
        7,
        `Failed to connect to ${hostname} port ${port || (protocol === "https:" ? "443" : "80")} after 0 ms: Couldn't connect to server`,
      );
    if (name === "ConnectionError") throw new CurlFailure(52, `Empty reply from server`);
    if (context.signal.aborted) throw error;
    throw error instanceof Error && host === "" ? new CurlFailure(3, "URL using bad/illegal format or missing URL") : error;
  }
}

const titled = (name: string) =>
  name === "www-authenticate"
    ? "WWW-Authenticate"
    : name
        .replace(/(^|-)([a-z])/g, (_whole, dash: string, letter: string) => dash + letter.toUpperCase())
        .replace(/^X-Amzn-Requestid$/, "x-amzn-RequestId");

function headLines(response: HttpResponse): string {
  const reason = REASONS[response.status];
  return `HTTP/1.1 ${response.status}${reason === undefined ? "" : ` ${reason}`}\r\n${Object.entries(response.headers)
    .map(([name, value]) => `${titled(name)}: ${value}\r\n`)
    .join("")}\r\n`;
}

async function traceRequest(context: ProgramContext, { request, headerNames }: Prepared): Promise<void> {
  const url = new URL(request.url);
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  const lines = Object.entries(request.headers).map(([name, value]) => `> ${headerNames.get(name) ?? titled(name)}: ${value}`);
  await context.stderr.write(
    `*   Trying 203.0.113.10:${port}...\n* Connected to ${url.hostname} (203.0.113.10) port ${port} (#0)\n> ${request.method} ${url.pathname}${url.search} HTTP/1.1\n${lines.join("\n")}\n>\n`,
  );
}

async function writeBody(context: ProgramContext, body: HttpBody, expected: string | undefined, target: string | undefined): Promise<number> {
  let size = 0;
  const measured = async function* () {
    try {
      for await (const piece of body instanceof Uint8Array ? [body] : body) {
        size += piece.length;
        yield piece;
      }
    } catch (error) {
      if (context.signal.aborted) throw error;
    }
  };
  if (target === undefined || target === "-") for await (const piece of measured()) await context.stdout.write(piece);
  else if (target === "/dev/null") for await (const _piece of measured());
  else {
    try {
      await context.files.writeStream(join(context.cwd, target), measured());
    } catch (error) {
      if (error instanceof FileError) throw new CurlFailure(23, "Failure writing output to destination");
      throw error;
    }
  }
  if (expected !== undefined && /^\d+$/.test(expected) && size < Number(expected))
    throw new CurlFailure(18, `transfer closed with ${Number(expected) - size} bytes remaining to read`);
  return size;
}

function writeOut(
  format: string,
  response: HttpResponse,
  facts: { readonly size: number; readonly url: string; readonly redirects: number; readonly method: string },
): string {
  const values: Readonly<Record<string, string>> = {
    http_code: String(response.status).padStart(3, "0"),
    response_code: String(response.status).padStart(3, "0"),
    size_download: String(facts.size),
    content_type: response.headers["content-type"] ?? "",
    url_effective: facts.url,
    num_redirects: String(facts.redirects),
    redirect_url: response.headers.location ? new URL(response.headers.location, facts.url).href : "",
    method: facts.method,
    time_total: "0.000000",
    http_version: "1.1",
    scheme: facts.url.startsWith("https") ? "HTTPS" : "HTTP",
    exitcode: "0",
    errormsg: "",
    remote_ip: "203.0.113.10",
  };
  return format
    .replace(/\\n/g, "\n")
    .replace(/\\t/g, "\t")
    .replace(/\\r/g, "\r")
    .replace(/%header\{([^}]+)\}/g, (_whole, name: string) => response.headers[name.toLowerCase()] ?? "")
    .replace(/%\{(\w+)\}/g, (_whole, name: string) => values[name] ?? "")
    .replace(/%%/g, "%");
}

/** Follows redirects; credentials stay with the host they were given for. */
async function exchange(context: ProgramContext, options: CurlOptions, given: string, show: (text: string) => Promise<void>) {
  let at = given;
  let current: CurlOptions = options;
  for (let redirects = 0; ; redirects++) {
    const other = redirects > 0 && new URL(urlOf(at)).host !== new URL(urlOf(given)).host;
    const prepared = await prepare(context, current, at, other);
    if (options.flags.has("verbose")) await traceRequest(context, prepared);
    const response = await send(context, prepared.request);
    if (options.flags.has("verbose")) await context.stderr.write(headLines(response).replace(/\r/g, "").replace(/^/gm, "< ").replace(/< $/, ""));
    const location = response.headers.location;
    const moved = options.flags.has("location") || options.flags.has("location-trusted");
    if (options.flags.has("include") || options.flags.has("head")) await show(headLines(response));
    if (!moved || location === undefined || response.status < 300 || response.status >= 400)
      return { response, prepared, redirects, url: prepared.request.url };
    if (redirects >= options.maxRedirects) throw new CurlFailure(47, `Maximum (${options.maxRedirects}) redirects followed`);
    await collect(response.body);
    at = new URL(location, prepared.request.url).href;
    if (response.status <= 303 && prepared.request.method === "POST" && options.method === undefined) current = { ...options, data: [] };
  }
}

async function transfer(context: ProgramContext, options: CurlOptions, given: string, output: string | undefined): Promise<number> {
  const { flags } = options;
  let head = "";
  const target = output ?? undefined;
  const { response, prepared, redirects, url } = await exchange(context, options, given, async (text) => {
    if (target === undefined) await context.stdout.write(text);
    else head += text;
  });
  if (options.dumpHeader === "-") await context.stdout.write(headLines(response));
  else if (options.dumpHeader !== undefined) await context.files.write(join(context.cwd, options.dumpHeader), headLines(response));
  const failed = response.status >= 400;
  let size = 0;
  if (prepared.request.method !== "HEAD" && !(failed && flags.has("fail"))) {
    const lead = utf8(head);
    const body: HttpBody = head === "" ? response.body : concat([lead, await collect(response.body)]);
    size = await writeBody(context, body, head === "" ? response.headers["content-length"] : undefined, target);
  } else if (head !== "") await writeBody(context, utf8(head), undefined, target);
  if (options.writeOut !== undefined)
    await context.stdout.write(writeOut(options.writeOut, response, { size, url, redirects, method: prepared.request.method }));
  if (failed && (flags.has("fail") || flags.has("fail-with-body"))) throw new CurlFailure(22, `The requested URL returned error: ${response.status}`);
  return 0;
}

async function run(context: ProgramContext): Promise<number> {
  if (context.args.includes("--version") || context.args[0] === "-V") {
    await context.stdout.write(
      "curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1 OpenSSL/3.0.15\nProtocols: http https\nFeatures: HTTPS-proxy Largefile SSL\n",
    );
    return 0;
  }
  if (context.args.includes("--help") || context.args[0] === "-h") {
    await context.stdout.write(
      "Usage: curl [options...] <url>\n -d, --data <data>          HTTP POST data\n -f, --fail                 Fail fast with no output on HTTP errors\n -i, --include              Include protocol response headers in the output\n -o, --output <file>        Write to file instead of stdout\n -s, --silent               Silent mode\n -T, --upload-file <file>   Transfer local FILE to destination\n -u, --user <user:password> Server user and password\n -v, --verbose              Make the operation more talkative\n",
    );
    return 0;
  }
  let options: CurlOptions;
  try {
    options = readCurl(context.args);
  } catch (error) {
    if (!(error instanceof CurlUsage)) throw error;
    await context.stderr.write(`${error.message}\ncurl: try 'curl --help' or 'curl --manual' for more information\n`);
    return 2;
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
