/**
 * What is done to the built pages: relative addresses (any folder of any host), one content security policy, the service worker's list
 * of files, and the licences of what was bundled. A page that needs more than the policy grants fails the build.
 */
import { createHash } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import { injectManifest } from "workbox-build";
import { engineGroup } from "./engine-group.ts";
import { collectPackages, licenceText } from "./licences.ts";
import { monacoPlugin } from "./monaco.ts";
import { dockerfileWithoutNode } from "./without-node.ts";
import { xtermPlugin } from "./xterm.ts";

/** Adds the steps above to an Astro build. */
export function finishSite(): AstroIntegration {
  const packages = new Set<string>();
  const lazy = new Set<string>();
  return {
    name: "finish-site",
    hooks: {
      "astro:config:setup": ({ updateConfig }) => {
        updateConfig({
          vite: {
            plugins: [collectPackages(packages), monacoPlugin(lazy), xtermPlugin()],
            worker: {
              plugins: () => [collectPackages(packages), dockerfileWithoutNode(), monacoPlugin(lazy)],
              rolldownOptions: { output: { codeSplitting: { groups: [engineGroup()] } } },
            },
          },
        });
      },
      "astro:build:done": async ({ dir, logger }) => {
        const root = fileURLToPath(dir);
        await writeFile(join(root, "third-party-licences.txt"), await licenceText(packages));
        const all = await files(root);
        for (const sheet of all.filter((file) => file.endsWith(".css"))) {
          const path = join(root, sheet);
          await writeFile(path, relativeUrls(await readFile(path, "utf8"), sheet));
        }
        const pages = all.filter((file) => file.endsWith(".html"));
        for (const page of pages) {
          const path = join(root, page);
          const html = await withPreloads(await readFile(path, "utf8"), (file) => readFile(join(root, file), "utf8"));
          await writeFile(path, finishPage(html, page));
        }
        const worker = await writeServiceWorker(root, lazy);
        logger.info(
          `${pages.length} pages finished, ${worker.count} files (${Math.round(worker.size / 1024)} kB) available offline, ${lazy.size} of them once used`,
        );
      },
    },
  };
}

/** Names of all files below a folder, with forward slashes. */
async function files(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

const MODULE = /<script type="module" src="\/([^"]+)"/g;
const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*"\.\/([^"]+\.js)"/g;

/** Names what a page's scripts import, so that the browser fetches it beside them and not after them. `read` gives a file of the site. */
export async function withPreloads(html: string, read: (file: string) => Promise<string>): Promise<string> {
  const scripts = [...html.matchAll(MODULE)].map(([, file = ""]) => file);
  const found = new Set(scripts);
  for (const file of found) {
    for (const [, name = ""] of (await read(file)).matchAll(STATIC_IMPORT)) found.add(posix.join(posix.dirname(file), name));
  }
  const links = [...found].filter((file) => !scripts.includes(file)).map((file) => `<link rel="modulepreload" href="/${file}">`);
  return html.replace("</head>", `${links.join("")}</head>`);
}

/** A page with relative addresses and the policy. `page` is its file name below the site's root. */
export function finishPage(html: string, page: string): string {
  const relativeHtml = relativeAddresses(html, page);
  const styled = /<[a-z][^>]*\sstyle=("|')/i.exec(relativeHtml);
  if (styled) throw new Error(`${page}: a style attribute, which the policy forbids: ${styled[0].slice(0, 120)}`);
  return relativeHtml.replace(
    /<meta charset="utf-8">/i,
    (meta) => `${meta}<meta http-equiv="content-security-policy" content="${policy(relativeHtml)}">`,
  );
}

/** Rewrites root-relative `href` and `src` so that they start at the page's own folder. */
export function relativeAddresses(html: string, page: string): string {
  const folder = posix.dirname(`/${page}`);
  return html.replace(/(\s(?:href|src)=")\/(?!\/)([^"]*)"/g, (_, start: string, address: string) => {
    const [, path = "", rest = ""] = /^([^?#]*)(.*)$/.exec(address) ?? [];
    const target = posix.relative(folder, `/${path}`) || ".";
    return `${start}${target}${path === "" || path.endsWith("/") ? "/" : ""}${rest}"`;
  });
}

/** Rewrites the root-relative `url()`s of a style sheet (fonts) so that they start at the sheet's own folder. */
export function relativeUrls(css: string, sheet: string): string {
  const folder = posix.dirname(`/${sheet}`);
  return css.replace(/(\burl\(\s*["']?)(\/(?!\/)[^"')\s]*)/g, (_, start: string, address: string) => start + posix.relative(folder, address));
}

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)(?![^>]*type="application\/json")[^>]*>([\s\S]*?)<\/script>/g;

/** The policy, with the hashes of the page's inline scripts; the browser tests hold every page to the same policy. */
export function policy(html: string): string {
  const hashes = [...html.matchAll(INLINE_SCRIPT)].map(([, script = ""]) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`);
  return [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval' ${[...new Set(hashes)].sort().join(" ")}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
  ].join("; ");
}

/** `lazy`: files that are kept at their first use, not before. */
async function writeServiceWorker(root: string, lazy: ReadonlySet<string>): Promise<{ count: number; size: number }> {
  const source = await readFile(new URL("../offline/service-worker.ts", import.meta.url), "utf8");
  const swSrc = join(root, "service-worker.source.js");
  await writeFile(swSrc, stripTypeScriptTypes(source));
  const { count, size, warnings } = await injectManifest({
    swSrc,
    swDest: join(root, "service-worker.js"),
    injectionPoint: "__WB_MANIFEST",
    globDirectory: root,
    globPatterns: ["**/*"],
    globIgnores: ["service-worker*.js", "third-party-licences.txt"],
    maximumFileSizeToCacheInBytes: 16 * 2 ** 20,
    manifestTransforms: [(manifest) => ({ manifest: manifest.map((entry) => (lazy.has(entry.url) ? { ...entry, lazy: true } : entry)) })],
  });
  await rm(swSrc);
  if (warnings.length > 0) throw new Error(warnings.join("\n"));
  return { count, size };
}
