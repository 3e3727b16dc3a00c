/**
 * Operations of ECR that the fixed AWS CLIs are too old for: the real CLI takes them from a newer description of the API, as
 * `aws configure add-model` would install it. The CLI's own description, and what only ours has.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MODEL } from "../../../sandbox/ecr/model/index.ts";

type Shape = Record<string, unknown>;

interface Description {
  readonly operations: Record<string, unknown>;
  readonly shapes: Record<string, Shape>;
}

interface Paginators {
  readonly pagination: Record<string, unknown>;
}

const PLACE = join("ecr", "2015-09-21");

/** Adds a type with everything it is made of; returns the name of its shape. */
function addType(shapes: Record<string, Shape>, type: string): string {
  const list = /^(.*)\[\]$/.exec(type)?.[1];
  const map = /^\{(.*)\}$/.exec(type)?.[1];
  const name = list ? `${list}AddedList` : map ? `${map}AddedMap` : /^[a-z]/.test(type) ? `Added${type}` : type;
  if (shapes[name]) return name;
  const shape: Shape = {};
  shapes[name] = shape;
  const members = MODEL.shapes[type];
  if (list) Object.assign(shape, { type: "list", member: { shape: addType(shapes, list) } });
  else if (map) Object.assign(shape, { type: "map", key: { shape: addType(shapes, "string") }, value: { shape: addType(shapes, map) } });
  else if (members) {
    Object.assign(shape, {
      type: "structure",
      required: members.filter(({ required }) => required).map((member) => member.name),
      members: Object.fromEntries(members.map((member) => [member.name, { shape: addType(shapes, member.type) }])),
    });
  } else Object.assign(shape, MODEL.enums[type] ? { type: "string", enum: MODEL.enums[type] } : { type });
  return name;
}

const read = <T>(path: string): T => JSON.parse(readFileSync(path, "utf8")) as T;

/** Writes below `folder` what `AWS_DATA_PATH` finds; returns the names of the added operations. `data` is the CLI's own folder of descriptions. */
export function writeNewerModel(folder: string, data: string): readonly string[] {
  const description = read<Description>(join(data, PLACE, "service-2.json"));
  const paginators = read<Paginators>(join(data, PLACE, "paginators-1.json"));
  const lacking = Object.values(MODEL.operations).filter(({ name }) => !(name in description.operations));
  for (const { name, input, output, errors, pagination } of lacking) {
    for (const error of errors) description.shapes[error] ??= { type: "structure", members: {}, exception: true };
    description.operations[name] = {
      name,
      http: { method: "POST", requestUri: "/" },
      input: { shape: addType(description.shapes, input) },
      output: { shape: addType(description.shapes, output) },
      errors: errors.map((shape) => ({ shape })),
    };
    if (!pagination) continue;
    const { inputToken, outputToken, limitKey, resultKeys } = pagination;
    const others = (MODEL.shapes[output] ?? []).map((member) => member.name).filter((key) => key !== outputToken && !resultKeys.includes(key));
    const tokens = { input_token: inputToken, output_token: outputToken, limit_key: limitKey };
    paginators.pagination[name] = { ...tokens, result_key: resultKeys, non_aggregate_keys: others };
  }
  mkdirSync(join(folder, PLACE), { recursive: true });
  writeFileSync(join(folder, PLACE, "service-2.json"), JSON.stringify(description));
  writeFileSync(join(folder, PLACE, "paginators-1.json"), JSON.stringify(paginators));
  return lacking.map(({ name }) => name);
}
