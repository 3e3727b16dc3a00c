/** The first path of a learner in Firefox, which nobody but this test tries: from the first prompt to a push that outlives the server of the page. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { answerFromSite } from "../../sandbox/node/site.ts";
import { ensureFirefox } from "../../scripts/setup/firefox.mjs";
import { DIST } from "../e2e/dist.ts";
import { Firefox } from "./firefox.ts";

/** Hosts give sites folders, with spaces at times. */
const FOLDER = "/a b/c/";
const LAST_BLOCK = `JSON.parse(localStorage.getItem("gantry-transcript " + document.body.dataset.slot) ?? "[]").at(-1)`;

interface Block {
  readonly id: string;
  readonly number: number;
  readonly status: number;
  readonly output: string;
}

async function served() {
  const server = createServer((request, response) => {
    if (!answerFromSite(DIST, request, response, FOLDER)) response.writeHead(404).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}${encodeURI(FOLDER)}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function lastBlock(firefox: Firefox): Promise<Block | undefined> {
  return JSON.parse(String(await firefox.evaluate(`JSON.stringify(${LAST_BLOCK} ?? null)`))) ?? undefined;
}

/** Runs a line at the prompt; gives what it printed. */
async function run(firefox: Firefox, line: string): Promise<string> {
  const before = (await lastBlock(firefox))?.id ?? "";
  await firefox.evaluate('document.querySelector(".xterm-helper-textarea").focus()');
  await firefox.type(line);
  await firefox.until(`(${LAST_BLOCK}?.id ?? "") !== ${JSON.stringify(before)}`, `the end of ${line}`);
  const { status, output } = (await lastBlock(firefox)) as Block;
  expect([status, output], line).toEqual([0, output]);
  return output;
}

const prompt = (firefox: Firefox) => firefox.until(`document.querySelector(".xterm-rows")?.innerText.includes("learner@sandbox")`, "the prompt");

const path = ensureFirefox();

it.skipIf(!path)("logs in and pushes; a reload keeps that, and so does the loss of the network", async () => {
  const site = await served();
  const firefox = await Firefox.launch(path as string);
  try {
    await firefox.open(`${site.address}lessons/first-flight/`);
    await prompt(firefox);
    await run(firefox, "aws ecr create-repository --repository-name web/storefront");
    expect(await run(firefox, "aws ecr get-login-password | docker login --username AWS --password-stdin $ECR")).toContain("Login Succeeded");
    expect(await run(firefox, "docker tag storefront:1.0 $ECR/web/storefront:1.0; docker push $ECR/web/storefront:1.0")).toContain("digest: sha256:");

    await firefox.reload();
    await prompt(firefox);
    expect(await run(firefox, "aws ecr list-images --repository-name web/storefront --query 'imageIds[].imageTag' --output text")).toContain("1.0");
    expect(await run(firefox, "docker push $ECR/web/storefront:1.0")).toContain("Layer already exists");

    await firefox.evaluate("navigator.serviceWorker.ready.then(() => true)");
    await firefox.until("navigator.serviceWorker.controller !== null", "the service worker's control");
    site.stop();
    await firefox.reload();
    await prompt(firefox);
    expect(await run(firefox, "docker pull $ECR/web/storefront:1.0")).toContain("Status:");
    expect(firefox.faults).toEqual([]);
  } finally {
    await firefox.close();
    site.stop();
  }
});
