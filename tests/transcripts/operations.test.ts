/** Each operation of ECR's API stands in a transcript that real clients play too (`npm run compare`). */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MODEL } from "../../sandbox/ecr/model/index.ts";
import { parseTranscript } from "./transcript.ts";

const FOLDER = new URL(".", import.meta.url);

/** `GetDownloadUrlForLayer` -> `get-download-url-for-layer`. */
const commandOf = (operation: string) => operation.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();

test("every operation is asked for by a command of a transcript that is compared", () => {
  // `aws-*.md` say what is printed without any server.
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".md") && !name.startsWith("aws-"));
  const typed = files.flatMap((name) => parseTranscript(readFileSync(new URL(name, FOLDER), "utf8")).steps.map(({ command }) => command));
  const asked = new Set(typed.flatMap((command) => [...command.matchAll(/\baws ecr ([a-z-]+)/g)].map(([, name]) => name)));
  const names = Object.keys(MODEL.operations);
  expect(names).toHaveLength(62);
  expect(names.filter((name) => !asked.has(commandOf(name)))).toEqual([]);
});
