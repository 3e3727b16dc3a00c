/** Reads the API's description out of the installed `@aws-sdk/client-ecr`: its type declarations keep the order of members. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";
import type { MemberModel, OperationModel, ServiceModel, WaiterModel } from "../../sandbox/http/model/model.ts";
import { DOUBLES, LONGS, PAGINATED_BY_HAND, RESULT_KEYS, WAITER_ATTEMPTS } from "./not-in-the-sdk.ts";

const root = join(dirname(createRequire(import.meta.url).resolve("@aws-sdk/client-ecr/package.json")));
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const parse = (path: string): ts.SourceFile => ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true);

function typeName(node: ts.TypeNode, owner: string, member: string): string {
  if (ts.isUnionTypeNode(node)) {
    const parts = node.types.filter((part) => part.kind !== ts.SyntaxKind.UndefinedKeyword);
    if (parts.length !== 1) throw new Error(`${owner}.${member}: a union of ${node.getText()}`);
    return typeName(parts[0] as ts.TypeNode, owner, member);
  }
  if (ts.isArrayTypeNode(node)) return `${typeName(node.elementType, owner, member)}[]`;
  if (ts.isTypeReferenceNode(node)) {
    const name = node.typeName.getText();
    if (name === "Date") return "timestamp";
    if (name === "Uint8Array") return "blob";
    if (name === "Partial") return typeName(node.typeArguments?.[0] as ts.TypeNode, owner, member);
    if (name === "Record") return `{${typeName(node.typeArguments?.[1] as ts.TypeNode, owner, member)}}`;
    return name;
  }
  if (node.kind === ts.SyntaxKind.NumberKeyword) {
    const path = `${owner}.${member}`;
    return DOUBLES.has(path) ? "double" : LONGS.has(path) ? "long" : "integer";
  }
  return node.getText();
}

function membersOf(node: ts.InterfaceDeclaration | ts.ClassDeclaration, owner: string): MemberModel[] {
  const members: MemberModel[] = [];
  for (const element of node.members) {
    if (!(ts.isPropertySignature(element) || ts.isPropertyDeclaration(element)) || !element.type) continue;
    const name = element.name.getText();
    if (ts.getModifiers(element as ts.PropertyDeclaration)?.length || name.startsWith("$")) continue;
    const member = { name, type: typeName(element.type, owner, name) };
    members.push(element.questionToken ? member : { ...member, required: true });
  }
  return members;
}

function readShapes(): Record<string, MemberModel[]> {
  const shapes: Record<string, MemberModel[]> = {};
  for (const node of parse("dist-types/models/models_0.d.ts").statements) {
    if (ts.isInterfaceDeclaration(node)) shapes[node.name.text] = membersOf(node, node.name.text);
  }
  for (const node of parse("dist-types/models/errors.d.ts").statements) {
    if (ts.isClassDeclaration(node) && node.name) {
      shapes[node.name.text] = [{ name: "message", type: "string" }, ...membersOf(node, node.name.text)];
    }
  }
  return shapes;
}

function readEnums(): Record<string, string[]> {
  const enums: Record<string, string[]> = {};
  for (const [, name, body] of read("dist-types/models/enums.d.ts").matchAll(/const (\w+): \{([^}]*)\}/g)) {
    enums[name as string] = [...(body as string).matchAll(/: "([^"]*)"/g)].map((match) => match[1] as string);
  }
  return enums;
}

function readPagination(): Record<string, NonNullable<OperationModel["pagination"]>> {
  const found: Record<string, NonNullable<OperationModel["pagination"]>> = {};
  for (const file of readdirSync(join(root, "dist-es/pagination"))) {
    const call = /createPaginator\(ECRClient, (\w+)Command, "(\w+)", "(\w+)", "(\w+)"\)/.exec(read(`dist-es/pagination/${file}`));
    if (!call) continue;
    const [, name = "", inputToken = "", outputToken = "", limitKey = ""] = call;
    const resultKeys = RESULT_KEYS[name];
    if (!resultKeys) throw new Error(`say in not-in-the-sdk.ts which lists grow in ${name}`);
    found[name] = { inputToken, outputToken, limitKey, resultKeys };
  }
  for (const name of PAGINATED_BY_HAND) {
    found[name] = { inputToken: "nextToken", outputToken: "nextToken", limitKey: "maxResults", resultKeys: [] };
  }
  return found;
}

function readWaiters(): Record<string, WaiterModel> {
  const waiters: Record<string, WaiterModel> = {};
  for (const file of readdirSync(join(root, "dist-es/waiters"))) {
    const source = read(`dist-es/waiters/${file}`);
    const name = /waitFor(\w+) =/.exec(source)?.[1];
    if (!name) continue;
    const operation = /new (\w+)Command\(/.exec(source)?.[1] as string;
    const path = /return result\.([\w.]+);/.exec(source)?.[1] as string;
    const [success, failure] = [...source.matchAll(/=== "(\w+)"/g)].map((match) => match[1] as string);
    const delay = Number(/minDelay: (\d+)/.exec(source)?.[1]);
    waiters[name] = { operation, path, success: success ?? "", failure: failure ?? "", delay, attempts: WAITER_ATTEMPTS[name] ?? 0 };
  }
  return waiters;
}

/** The whole model; operations, shapes and enums in alphabetical order, members in model order. */
export function readSdk(): ServiceModel {
  const pagination = readPagination();
  const operations: Record<string, OperationModel> = {};
  for (const file of readdirSync(join(root, "dist-types/commands")).sort()) {
    const name = /^(\w+)Command\.d\.ts$/.exec(file)?.[1];
    if (!name) continue;
    const source = read(`dist-types/commands/${file}`);
    const errors = [...source.matchAll(/@throws \{@link (\w+)\}/g)].map((match) => match[1] as string);
    const pages = pagination[name];
    operations[name] = {
      name,
      input: `${name}Request`,
      output: `${name}Response`,
      errors: errors.filter((error) => error !== "ECRServiceException").sort(),
      ...(pages ? { pagination: pages } : {}),
    };
  }
  const shapes = readShapes();
  for (const { input, output } of Object.values(operations)) {
    shapes[input] ??= [];
    shapes[output] ??= [];
  }
  const sorted = <T>(record: Record<string, T>) => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    service: "ecr",
    apiVersion: "2015-09-21",
    protocol: "json",
    targetPrefix: "AmazonEC2ContainerRegistry_V20150921",
    operations,
    shapes: sorted(shapes),
    enums: sorted(readEnums()),
    waiters: readWaiters(),
  };
}
