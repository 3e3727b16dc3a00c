/** Reads an API's description out of an installed package of the SDK: its type declarations keep the order of members. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";
import type { MemberModel, OperationModel, ServiceModel, WaiterModel } from "../../sandbox/http/model/model.ts";
import type { SdkSource } from "./sdk-source.ts";

/** An opened package. */
interface Package extends SdkSource {
  readonly root: string;
  read(path: string): string;
}

function open(source: SdkSource): Package {
  const root = dirname(createRequire(import.meta.url).resolve(`${source.package}/package.json`));
  return { ...source, root, read: (path) => readFileSync(join(root, path), "utf8") };
}

const parse = (sdk: Package, path: string): ts.SourceFile => ts.createSourceFile(path, sdk.read(path), ts.ScriptTarget.Latest, true);
const inOrder = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

function typeName(sdk: Package, node: ts.TypeNode, owner: string, member: string): string {
  const inner = (part: ts.TypeNode | undefined) => typeName(sdk, part as ts.TypeNode, owner, member);
  if (ts.isUnionTypeNode(node)) {
    const parts = node.types.filter((part) => part.kind !== ts.SyntaxKind.UndefinedKeyword);
    if (parts.length !== 1) throw new Error(`${owner}.${member}: a union of ${node.getText()}`);
    return inner(parts[0]);
  }
  if (ts.isArrayTypeNode(node)) return `${inner(node.elementType)}[]`;
  if (ts.isTypeReferenceNode(node)) {
    const name = node.typeName.getText();
    if (name === "Date") return "timestamp";
    if (name === "Uint8Array") return "blob";
    if (name === "Partial") return inner(node.typeArguments?.[0]);
    if (name === "Record") return `{${inner(node.typeArguments?.[1])}}`;
    return name;
  }
  if (node.kind === ts.SyntaxKind.NumberKeyword) {
    const path = `${owner}.${member}`;
    return sdk.doubles.has(path) ? "double" : sdk.longs.has(path) ? "long" : "integer";
  }
  return node.getText();
}

function membersOf(sdk: Package, node: ts.InterfaceDeclaration | ts.ClassDeclaration, owner: string): MemberModel[] {
  const members: MemberModel[] = [];
  for (const element of node.members) {
    if (!(ts.isPropertySignature(element) || ts.isPropertyDeclaration(element)) || !element.type) continue;
    const name = element.name.getText();
    if (ts.getModifiers(element as ts.PropertyDeclaration)?.length || name.startsWith("$") || sdk.leftOut.includes(name)) continue;
    const member = { name, type: typeName(sdk, element.type, owner, name) };
    members.push(element.questionToken ? member : { ...member, required: true });
  }
  return members;
}

/** A union is a structure of which one member is given: the SDK writes an interface for each inside a namespace. */
function unionOf(sdk: Package, node: ts.ModuleDeclaration): MemberModel[] {
  const body: readonly ts.Statement[] = node.body && ts.isModuleBlock(node.body) ? node.body.statements : [];
  return body
    .filter((part): part is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(part))
    .flatMap((part) => membersOf(sdk, part, node.name.text).filter(({ required, name }) => required && part.name.text === `${name}Member`))
    .map(({ name, type }) => ({ name, type }));
}

function readShapes(sdk: Package): Record<string, MemberModel[]> {
  const shapes: Record<string, MemberModel[]> = {};
  const files = ["dist-types/models/models_0.d.ts", "dist-types/models/models_1.d.ts"].filter((path) => existsSync(join(sdk.root, path)));
  for (const node of files.flatMap((path) => [...parse(sdk, path).statements])) {
    if (ts.isInterfaceDeclaration(node)) shapes[node.name.text] = membersOf(sdk, node, node.name.text);
    else if (ts.isModuleDeclaration(node)) shapes[node.name.text] = unionOf(sdk, node);
  }
  // A Query service's errors have a code and a message and nothing else.
  if (sdk.head.protocol === "query") return shapes;
  for (const node of parse(sdk, "dist-types/models/errors.d.ts").statements) {
    if (ts.isClassDeclaration(node) && node.name) {
      shapes[node.name.text] = [{ name: "message", type: "string" }, ...membersOf(sdk, node, node.name.text)];
    }
  }
  return shapes;
}

function readEnums(sdk: Package): Record<string, string[]> {
  const enums: Record<string, string[]> = {};
  if (!existsSync(join(sdk.root, "dist-types/models/enums.d.ts"))) return enums;
  for (const [, name, body] of sdk.read("dist-types/models/enums.d.ts").matchAll(/const (\w+): \{([^}]*)\}/g)) {
    enums[name as string] = [...(body as string).matchAll(/: "([^"]*)"/g)].map((match) => match[1] as string);
  }
  return enums;
}

/** Code and status of an error as a Query service sends it, by the name of the SDK's class. */
function readErrors(sdk: Package): Map<string, readonly [code: string, status: number]> {
  const source = sdk.read("dist-es/schemas/schemas_0.js");
  const found = source.matchAll(/export var (\w+)\$ = \[-3, n0, \w+,\s*\{ \[_aQE\]: \[`(\w+)`, (\d+)\]/g);
  return new Map([...found].map(([, name, code, status]) => [name as string, [code as string, Number(status)]]));
}

function filesIn(sdk: Package, folder: string): string[] {
  return existsSync(join(sdk.root, folder)) ? readdirSync(join(sdk.root, folder)) : [];
}

const wanted = (sdk: Package, operation: string): boolean => sdk.operations?.includes(operation) ?? true;

function readPagination(sdk: Package): Record<string, NonNullable<OperationModel["pagination"]>> {
  const found: Record<string, NonNullable<OperationModel["pagination"]>> = {};
  for (const file of filesIn(sdk, "dist-es/pagination")) {
    const call = /createPaginator\(\w+Client, (\w+)Command, "(\w+)", "(\w+)", "(\w+)"\)/.exec(sdk.read(`dist-es/pagination/${file}`));
    if (!call) continue;
    const [, name = "", inputToken = "", outputToken = "", limitKey = ""] = call;
    if (!wanted(sdk, name)) continue;
    const resultKeys = sdk.resultKeys[name];
    if (!resultKeys) throw new Error(`say in scripts/model which lists grow in ${name}`);
    found[name] = { inputToken, outputToken, limitKey, resultKeys };
  }
  for (const name of sdk.paginatedByHand) {
    found[name] = { inputToken: "nextToken", outputToken: "nextToken", limitKey: "maxResults", resultKeys: [] };
  }
  return found;
}

function readWaiters(sdk: Package, codes: ReturnType<typeof readErrors>): Record<string, WaiterModel> {
  const waiters: Record<string, WaiterModel> = {};
  for (const file of filesIn(sdk, "dist-es/waiters")) {
    const source = sdk.read(`dist-es/waiters/${file}`);
    const name = /waitFor(\w+) =/.exec(source)?.[1];
    if (!name) continue;
    const operation = /new (\w+)Command\(/.exec(source)?.[1] as string;
    if (!wanted(sdk, operation)) continue;
    const timing = { delay: Number(/minDelay: (\d+)/.exec(source)?.[1]), attempts: sdk.waiterAttempts[name] ?? 0 };
    const path = /return result\.([\w.]+);/.exec(source)?.[1];
    const [first = "", second = ""] = [...source.matchAll(/=== "(\w+)"/g)].map((match) => match[1] as string);
    if (path === undefined) waiters[name] = { operation, retryOn: codes.get(first)?.[0] ?? first, ...timing };
    else waiters[name] = { operation, path, success: first, failure: second, ...timing };
  }
  return waiters;
}

/** The shape of an operation's answer; undefined when it answers with nothing. Some operations share one. */
const outputShape = (source: string): string | undefined => /CommandOutput extends (\w+), __MetadataBearer/.exec(source)?.[1];

function readOperations(sdk: Package, codes: ReturnType<typeof readErrors>): Record<string, OperationModel> {
  const pagination = readPagination(sdk);
  const operations: Record<string, OperationModel> = {};
  for (const file of filesIn(sdk, "dist-types/commands").sort()) {
    const name = /^(\w+)Command\.d\.ts$/.exec(file)?.[1];
    if (!name || !wanted(sdk, name)) continue;
    const source = sdk.read(`dist-types/commands/${file}`);
    const errors = [...source.matchAll(/@throws \{@link (\w+)\}/g)].map((match) => match[1] as string);
    const pages = pagination[name];
    operations[name] = {
      name,
      input: `${name}Request`,
      output: `${name}Response`,
      errors: errors
        .filter((error) => error !== `${sdk.client}ServiceException`)
        .map((error) => (sdk.head.protocol === "query" ? (codes.get(error)?.[0] ?? error) : error))
        .sort(),
      ...(pages ? { pagination: pages } : {}),
      ...(sdk.head.protocol === "query" && !outputShape(source) ? { noResult: true } : {}),
    };
  }
  return operations;
}

/** The shapes and enums that a part of a service's operations can reach. */
function reachable(model: ServiceModel): Pick<ServiceModel, "shapes" | "enums"> {
  const shapes: Record<string, readonly MemberModel[]> = {};
  const enums: Record<string, readonly string[]> = {};
  const visit = (ref: string): void => {
    const name = ref.replace(/[{}]|\[\]/g, "");
    const members = model.shapes[name];
    const values = model.enums[name];
    if (values) enums[name] = values;
    if (!members || shapes[name]) return;
    shapes[name] = members;
    for (const { type } of members) visit(type);
  };
  for (const { input, output } of Object.values(model.operations)) for (const name of [input, output]) visit(name);
  return { shapes, enums };
}

/** The whole model; operations, shapes and enums in alphabetical order, members in model order. */
export function readSdk(source: SdkSource): ServiceModel {
  const sdk = open(source);
  const codes = source.head.protocol === "query" ? readErrors(sdk) : new Map();
  const operations = readOperations(sdk, codes);
  const shapes = readShapes(sdk);
  for (const { name, input, output } of Object.values(operations)) {
    shapes[input] ??= [];
    shapes[output] ??= shapes[outputShape(sdk.read(`dist-types/commands/${name}Command.d.ts`)) ?? ""] ?? [];
  }
  const model = { ...source.head, operations, shapes, enums: readEnums(sdk), waiters: readWaiters(sdk, codes) };
  const part = source.operations ? reachable(model) : model;
  const statuses = Object.fromEntries([...codes.values()].filter(([code]) => Object.values(operations).some(({ errors }) => errors.includes(code))));
  return {
    ...model,
    shapes: inOrder(part.shapes),
    enums: inOrder(part.enums),
    ...(source.head.protocol === "query" ? { errorStatuses: inOrder(statuses) } : {}),
  };
}
