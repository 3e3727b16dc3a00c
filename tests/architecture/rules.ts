/**
 * The rules of the house as data and as one function over a source tree, so that they can be tested on a tree that breaks each of them.
 * Imports and calls are read with the TypeScript parser: comments and strings never count.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import ts from "typescript";

/** Rooms of `sandbox/` from the ground up: a room imports only from rooms before it. Platform rooms come last. */
export const ROOMS = [
  "kernel",
  "world",
  "images",
  "iam",
  "http",
  "bus",
  "oci",
  "ecr",
  "ecr-public",
  "upstream",
  "sts",
  "iam-api",
  "secrets",
  "kms",
  "eventbridge",
  "logs",
  "cloudtrail",
  "cloud",
  "shell",
  "clients",
  "grading",
  "session",
  "node",
  "page",
] as const;

/** Files of `sandbox/` itself: the doors. */
export const DOORS = ["index.ts", "editor.ts", "policy.ts", "worker.ts", "node.js"];

/** Services never import each other. */
const SERVICES = ["ecr", "ecr-public", "upstream", "sts", "iam-api", "secrets", "kms", "eventbridge", "logs", "cloudtrail"];

/** The one service that is made of another: ECR Public is ECR's storage behind another API and another door (docs/decisions/0010). */
const BUILDS_ON: Readonly<Record<string, string>> = { "ecr-public": "ecr" };

/** What programs may see beside `kernel/`, `shell/` and themselves: signing, descriptions of the API, image formats. Never the world or the handlers. */
const CLIENTS_MAY_SEE = [
  ...["kernel", "images", "shell", "clients", "http/sigv4", "ecr/model", "ecr-public/model", "sts/model", "iam-api/model", "secrets/model"],
  ...["kms/model", "eventbridge/model", "logs/model", "cloudtrail/model"],
];

/** The contract between the door and its services: types that rooms below `cloud/` may name. */
const CONTRACTS = ["cloud/service.ts"];

/** Real time and chance, which would break exact replay. */
const FORBIDDEN_CALLS = ["Date.now", "Math.random", "crypto.randomUUID", "crypto.getRandomValues", "performance.now"];

const PLATFORM_ROOMS = ["node", "page"];

/** npm packages that one folder alone may import. */
const ONLY_HERE: readonly (readonly [pattern: RegExp, folder: string])[] = [
  [/^@xterm\/(?!headless)/, "src/terminal"],
  [/^monaco-editor/, "src/editor"],
];

export interface Violation {
  readonly file: string;
  readonly rule: string;
  readonly what: string;
}

function sources(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === "node_modules" ? [] : sources(path);
    return /\.(js|ts|tsx|astro)$/.test(name) && !name.endsWith(".d.ts") ? [path] : [];
  });
}

/** Modules that a file imports, exports from, or names in `new URL(…, import.meta.url)`. */
function imports(path: string, text: string): string[] {
  const script = path.endsWith(".astro")
    ? (/^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? "").concat("\n", ...[...text.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((m) => m[1] ?? ""))
    : text;
  return ts.preProcessFile(script, true, true).importedFiles.map((file) => file.fileName);
}

function forbiddenCalls(path: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isNewExpression(node) && node.expression.getText() === "Date" && (node.arguments?.length ?? 0) === 0) found.push("new Date()");
    if (ts.isPropertyAccessExpression(node) && FORBIDDEN_CALLS.includes(node.getText())) found.push(node.getText());
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return found;
}

function startsWith(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

/** Whether one file of a room may import another, both relative to `sandbox/`; otherwise the rule it breaks. */
function judgeImport(from: string, to: string): string | undefined {
  const [fromRoom = "", toRoom = ""] = [from.split("/")[0], to.split("/")[0]];
  if (DOORS.includes(from) || fromRoom === toRoom || from.endsWith(".test.ts")) return undefined;
  if (fromRoom === "clients")
    return CLIENTS_MAY_SEE.some((seen) => startsWith(to, seen)) ? undefined : "programs see neither the world nor the handlers";
  if (CONTRACTS.includes(to)) return undefined;
  if (CONTRACTS.includes(from))
    return ["kernel", "world", "iam"].includes(toRoom) ? undefined : "the contract knows only what lies below the services";
  if (SERVICES.includes(fromRoom) && SERVICES.includes(toRoom) && BUILDS_ON[fromRoom] !== toRoom) return "services do not import each other";
  const [a, b] = [ROOMS.indexOf(fromRoom as never), ROOMS.indexOf(toRoom as never)];
  if (PLATFORM_ROOMS.includes(fromRoom) && PLATFORM_ROOMS.includes(toRoom)) return "platforms do not import each other";
  return a > b ? undefined : `${fromRoom}/ lies below ${toRoom}/`;
}

/** Every violation in the tree below `root`. */
export function violations(root: string): Violation[] {
  const found: Violation[] = [];
  const posix = (path: string) => relative(root, path).split(sep).join("/");
  const sandbox = join(root, "sandbox");

  for (const name of existsSync(sandbox) ? readdirSync(sandbox) : []) {
    const known = statSync(join(sandbox, name)).isDirectory()
      ? (ROOMS as readonly string[]).includes(name)
      : [...DOORS].includes(name) || /^tsconfig.*\.json$/.test(name) || name.endsWith(".test.ts");
    if (!known) found.push({ file: `sandbox/${name}`, rule: "unlisted folder or file", what: name });
  }

  for (const path of [...sources(sandbox), ...sources(join(root, "src"))]) {
    const file = posix(path);
    const text = readFileSync(path, "utf8");
    for (const specifier of imports(path, text)) {
      if (specifier.startsWith(".")) {
        const target = posix(resolve(dirname(path), specifier)).replace(/\?.*$/, "");
        if (startsWith(file, "sandbox") && startsWith(target, "sandbox")) {
          const broken = judgeImport(file.slice("sandbox/".length), target.slice("sandbox/".length));
          if (broken) found.push({ file, rule: broken, what: target });
        } else if (startsWith(file, "sandbox")) found.push({ file, rule: "sandbox/ imports nothing outside itself", what: target });
        else if (
          startsWith(target, "sandbox") &&
          !["sandbox/index.ts", "sandbox/editor.ts", "sandbox/policy.ts", "sandbox/worker.ts"].includes(target) &&
          !file.endsWith(".test.ts")
        ) {
          found.push({ file, rule: "src/ enters the sandbox by its doors", what: target });
        }
      } else {
        for (const [pattern, folder] of ONLY_HERE) {
          if (pattern.test(specifier) && !startsWith(file, folder) && !file.endsWith(".test.ts"))
            found.push({ file, rule: `only ${folder}/ imports it`, what: specifier });
        }
        if (
          specifier.startsWith("node:") &&
          startsWith(file, "sandbox") &&
          !startsWith(file, "sandbox/node") &&
          file !== "sandbox/node.js" &&
          !file.endsWith(".test.ts")
        ) {
          found.push({ file, rule: "only sandbox/node/ knows Node", what: specifier });
        }
      }
    }
    const exactReplay =
      startsWith(file, "sandbox") &&
      !PLATFORM_ROOMS.some((room) => startsWith(file, `sandbox/${room}`)) &&
      !/\/worker\.ts$/.test(file) &&
      !file.endsWith(".test.ts");
    if (exactReplay) for (const call of forbiddenCalls(path, text)) found.push({ file, rule: "time and chance are given, never taken", what: call });
  }
  return found;
}
