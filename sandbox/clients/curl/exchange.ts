/** Sends a request and follows redirects; curl's words for a network that gives no answer. */
import { collect } from "../../kernel/bytes.ts";
import { ConnectionFailed, type HttpRequest, type HttpResponse, UnknownHost } from "../../kernel/exchange.ts";
import type { ProgramContext } from "../../shell/program.ts";
import { CurlFailure } from "./failure.ts";
import type { CurlOptions } from "./options.ts";
import { prepare, urlOf } from "./request.ts";
import { headLines, traceRequest } from "./shown.ts";

export async function send(context: ProgramContext, request: HttpRequest): Promise<HttpResponse> {
  const { host, hostname, port, protocol } = new URL(request.url);
  try {
    return await context.network(request);
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    if (error instanceof UnknownHost) throw new CurlFailure(6, `Could not resolve host: ${hostname}`);
    const where = `${hostname} port ${port || (protocol === "https:" ? "443" : "80")}`;
    if (error instanceof ConnectionFailed)
      throw error.how === "timeout"
        ? new CurlFailure(28, `Failed to connect to ${where} after 15000 ms: Connection timed out`)
        : new CurlFailure(56, "Recv failure: Connection reset by peer");
    if (name === "ConnectionRefused") throw new CurlFailure(7, `Failed to connect to ${where} after 0 ms: Couldn't connect to server`);
    if (name === "ConnectionError") throw new CurlFailure(52, `Empty reply from server`);
    if (context.signal.aborted) throw error;
    throw error instanceof Error && host === "" ? new CurlFailure(3, "URL using bad/illegal format or missing URL") : error;
  }
}

/** Follows redirects; credentials stay with the host they were given for. */
export async function exchange(context: ProgramContext, options: CurlOptions, given: string, show: (text: string) => Promise<void>) {
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
