/** What curl shows of an exchange: heads, the trace of `-v`, and the facts of `-w`. */
import type { HttpResponse } from "../../kernel/exchange.ts";
import type { ProgramContext } from "../../shell/program.ts";
import type { Prepared } from "./request.ts";

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

const titled = (name: string) =>
  name === "www-authenticate"
    ? "WWW-Authenticate"
    : name
        .replace(/(^|-)([a-z])/g, (_whole, dash: string, letter: string) => dash + letter.toUpperCase())
        .replace(/^X-Amzn-Requestid$/, "x-amzn-RequestId");

export function headLines(response: HttpResponse): string {
  const reason = REASONS[response.status];
  return `HTTP/1.1 ${response.status}${reason === undefined ? "" : ` ${reason}`}\r\n${Object.entries(response.headers)
    .map(([name, value]) => `${titled(name)}: ${value}\r\n`)
    .join("")}\r\n`;
}

export async function traceRequest(context: ProgramContext, { request, headerNames }: Prepared): Promise<void> {
  const url = new URL(request.url);
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  const lines = Object.entries(request.headers).map(([name, value]) => `> ${headerNames.get(name) ?? titled(name)}: ${value}`);
  await context.stderr.write(
    `*   Trying 203.0.113.10:${port}...\n* Connected to ${url.hostname} (203.0.113.10) port ${port} (#0)\n> ${request.method} ${url.pathname}${url.search} HTTP/1.1\n${lines.join("\n")}\n>\n`,
  );
}

export function writeOut(
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
