/** What curl sends: the URL, the body and the headers that its options ask for. */
import { base64, concat, text, utf8 } from "../../kernel/bytes.ts";
import type { HttpHeaders, HttpRequest } from "../../kernel/exchange.ts";
import { FileError } from "../../shell/files/file-system.ts";
import { basename, join } from "../../shell/files/paths.ts";
import type { ProgramContext } from "../../shell/program.ts";
import { CurlFailure } from "./failure.ts";
import type { CurlOptions } from "./options.ts";
import { curlSigned } from "./sign.ts";

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
export function urlOf(given: string): string {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `http://${given}`;
  const scheme = /^([a-z0-9+.-]+):/i.exec(whole)?.[1]?.toLowerCase() ?? "";
  if (scheme !== "http" && scheme !== "https") throw new CurlFailure(1, `Protocol "${scheme}" not supported or disabled in libcurl`);
  if (!URL.canParse(whole)) throw new CurlFailure(3, "URL using bad/illegal format or missing URL");
  if (/\s/.test(whole)) throw new CurlFailure(3, "URL using bad/illegal format or missing URL");
  const url = new URL(whole);
  return `${url.protocol}//${/^[a-z]+:\/\/(?:[^/@]*@)?([^/?#]+)/i.exec(whole)?.[1] ?? url.host}${url.pathname}${url.search}`;
}

export interface Prepared {
  readonly request: HttpRequest & { readonly body: Uint8Array };
  readonly headerNames: ReadonlyMap<string, string>;
}

/** Headers by their lower-case name, and how each is spelt when it is shown. */
class HeaderList {
  readonly values: Record<string, string> = {};
  readonly names = new Map<string, string>();

  set(name: string, value: string): void {
    this.values[name.toLowerCase()] = value;
    this.names.set(name.toLowerCase(), name);
  }
}

/** Headers given by `-H` replace curl's own; `Name:` alone takes one away. */
async function addGiven(context: ProgramContext, options: CurlOptions, headers: HeaderList, toOther: boolean): Promise<void> {
  for (const line of await headerLines(context, options)) {
    const match = /^([^:;]+)([:;])\s*(.*)$/.exec(line);
    if (!match) continue;
    const [, name = "", mark, value = ""] = match;
    if (toOther && name.toLowerCase() === "authorization") continue;
    if (mark === ":" && value === "") delete headers.values[name.toLowerCase()];
    else headers.set(name, value);
  }
}

export async function prepare(context: ProgramContext, options: CurlOptions, given: string, toOther: boolean): Promise<Prepared> {
  let url = urlOf(given);
  let body = await dataOf(context, options);
  if (options.flags.has("get") && body) {
    url += (url.includes("?") ? "&" : "?") + text(body);
    body = undefined;
  }
  const upload = options.upload === undefined ? undefined : await fileContent(context, options.upload);
  if (upload && url.endsWith("/")) url += basename(options.upload ?? "");
  const method = options.method ?? (options.flags.has("head") ? "HEAD" : upload ? "PUT" : body ? "POST" : "GET");
  const headers = new HeaderList();
  headers.set("Host", /^[a-z]+:\/\/([^/?]+)/i.exec(url)?.[1] ?? "");
  const user = options.user ?? /^[a-z]+:\/\/([^/@]+)@/i.exec(given)?.[1];
  if (user !== undefined && options.sigv4 === undefined && !toOther)
    headers.set("Authorization", `Basic ${base64(utf8(user.includes(":") ? user : `${user}:${await password(context, user)}`))}`);
  headers.set("User-Agent", options.userAgent ?? "curl/7.88.1");
  headers.set("Accept", "*/*");
  if (options.referer !== undefined) headers.set("Referer", options.referer);
  if (options.cookie?.includes("=")) headers.set("Cookie", options.cookie);
  const content = upload ?? body;
  if (content) headers.set("Content-Length", String(content.length));
  if (body && !upload) headers.set("Content-Type", "application/x-www-form-urlencoded");
  await addGiven(context, options, headers, toOther);
  const plain = { method, url, headers: headers.values, body: content ?? new Uint8Array(0) };
  const signed: HttpHeaders =
    options.sigv4 === undefined
      ? headers.values
      : curlSigned(plain, { provider: options.sigv4, user: options.user ?? "", now: context.clock.now(), hasher: context.hasher });
  return { request: { ...plain, headers: signed, signal: context.signal }, headerNames: headers.names };
}

export async function password(context: ProgramContext, user: string): Promise<string> {
  await context.stderr.write(`Enter host password for user '${user}':`);
  return (await context.stdin.line({ hidden: true })) ?? "";
}
