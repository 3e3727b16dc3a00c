import { readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { expect, promptIsThere, test } from "./support.ts";

/** kB of brotli (decision 32). Inline scripts, modules and the worker all count. */
const BEFORE_INTERACTION = 60;
const TO_PROMPT = 200;
const PROMPT = 1000;

const compressed = (source: Buffer | string) => brotliCompressSync(source, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

test("scripts stay in their budget, from the network log of an empty profile", async ({ page }, info) => {
  const scripts: { url: string; at: number; size: number }[] = [];
  page.on("response", async (response) => {
    if (!/javascript|wasm/.test(response.headers()["content-type"] ?? "")) return;
    const at = Date.now();
    scripts.push({ url: response.url(), at, size: compressed(await response.body().catch(() => Buffer.alloc(0))) });
  });
  let loadedAt = Number.POSITIVE_INFINITY;
  page.on("load", () => {
    loadedAt = Date.now();
  });
  await page.goto("/lessons/first-flight/");
  await promptIsThere(page);
  const promptAt = Date.now();
  const inline = await page.evaluate(() =>
    [...document.querySelectorAll("script:not([src]):not([type='application/json'])")].map((script) => script.textContent ?? ""),
  );
  const inlineSize = inline.reduce((sum, source) => sum + compressed(source), 0);
  const kB = (list: typeof scripts) => (list.reduce((sum, { size }) => sum + size, 0) + inlineSize) / 1000;
  const before = kB(scripts.filter(({ at }) => at < loadedAt));
  const all = kB(scripts.filter(({ at }) => at <= promptAt));
  info.annotations.push({ type: "size", description: `${before.toFixed(1)} kB before the load event, ${all.toFixed(1)} kB to the prompt` });
  console.log(`scripts: ${before.toFixed(1)} kB before the load event, ${all.toFixed(1)} kB to the prompt`);
  for (const { url, size } of scripts) console.log(`  ${(size / 1000).toFixed(1)} kB ${url.split("/").at(-1)}`);
  expect(before).toBeLessThanOrEqual(BEFORE_INTERACTION);
  expect(all).toBeLessThanOrEqual(TO_PROMPT);
});

test("the prompt can be used within a second, the median of five empty profiles", async ({ browser }) => {
  const times: number[] = [];
  for (let attempt = 0; attempt < 5; attempt++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto("/lessons/first-flight/");
    await promptIsThere(page);
    times.push(await page.evaluate(() => performance.getEntriesByName("gantry:prompt")[0]?.startTime ?? Number.POSITIVE_INFINITY));
    await context.close();
  }
  times.sort((a, b) => a - b);
  console.log(`prompt: median ${Math.round(times[2] ?? 0)} ms, worst ${Math.round(times[4] ?? 0)} ms`);
  expect(times[2]).toBeLessThan(PROMPT);
});

test("the page loads no font, style or script from another host", () => {
  const html = readFileSync(new URL("../../dist/lessons/first-flight/index.html", import.meta.url), "utf8");
  expect(html.match(/(?:src|href)="https?:\/\/[^"]+\.(?:js|css|woff2)"/g)).toBeNull();
});
