/** Serves the built site twice, as a host would that gives it its root and one that gives it a folder with a space in its name. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { DIST } from "./dist.ts";

const FOLDER = "/a b/c/";
const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
};

async function fileFor(path: string): Promise<string | undefined> {
  const below = path.startsWith(FOLDER) ? path.slice(FOLDER.length - 1) : path;
  const file = join(DIST, normalize(below.endsWith("/") ? `${below}index.html` : below));
  if (!file.startsWith(DIST)) return undefined;
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? file : undefined;
}

createServer(async (request, response) => {
  const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
  const file = await fileFor(path);
  if (!file) {
    response.writeHead(404, { "content-type": "text/html; charset=utf-8" });
    createReadStream(join(DIST, "404.html")).pipe(response);
    return;
  }
  response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "cache-control": "no-cache" });
  createReadStream(file).pipe(response);
}).listen(Number(process.env.PORT ?? 4173), "127.0.0.1");
