/** The built site (`dist/`) over HTTP: for `npm start`, for the registry server's other paths, and for the browser tests. */
import { createReadStream, existsSync, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { parseArgs } from "node:util";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
};

/** The file that a path of the site names, or undefined; never one outside the folder. */
function fileOf(folder: string, path: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const [root, file] = [resolve(folder), resolve(join(folder, decoded))];
  if (decoded.includes("\0") || !(file + sep).startsWith(root + sep) || !existsSync(file)) return undefined;
  if (!statSync(file).isDirectory()) return file;
  const index = join(file, "index.html");
  return existsSync(index) ? index : undefined;
}

/** Answers a GET or HEAD below `base` from the folder; false when there is nothing to answer with. */
export function answerFromSite(folder: string, request: IncomingMessage, response: ServerResponse, base = "/"): boolean {
  if (request.method !== "GET" && request.method !== "HEAD") return false;
  const path = (request.url ?? "/").replace(/[?#].*$/, "");
  if (!path.startsWith(encodeURI(base))) return false;
  const inside = path.slice(encodeURI(base).length);
  const file = fileOf(folder, `/${inside}`);
  if (!file) return false;
  if (file.endsWith(`${sep}index.html`) && inside !== "" && !inside.endsWith("/") && !inside.endsWith(".html")) {
    response.writeHead(308, { location: `${path}/` }).end();
    return true;
  }
  response.writeHead(200, {
    "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    "content-length": statSync(file).size,
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
  });
  if (request.method === "HEAD") response.end();
  else createReadStream(file).pipe(response);
  return true;
}

/** `npm start`: serves `dist/` on 127.0.0.1 and prints the address. Options: `--port` (default 4321, or the next free one), `--base`. */
export async function serveSite(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: { port: { type: "string" }, base: { type: "string", default: "/" }, folder: { type: "string", default: "dist" } },
  });
  const { base, folder } = values;
  // As in http-server.ts.
  const server = process.getBuiltinModule("node:http").createServer((request, response) => {
    if (!answerFromSite(folder, request, response, base)) response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("Not found\n");
  });
  const listen = (port: number) =>
    new Promise<number>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
    });
  const wanted = Number(values.port ?? 4321);
  const port = await listen(wanted).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE" || values.port !== undefined) throw error;
    return listen(0);
  });
  console.log(`Gantry is at http://127.0.0.1:${port}${encodeURI(base)} (Node ${process.versions.node}; Ctrl-C ends it)`);
}
