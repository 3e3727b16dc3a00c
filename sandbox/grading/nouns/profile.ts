/** `profile: default`: what the AWS CLI would use, from its two files (INI, as botocore reads them). */
import { type Context, nameOfArn, shortName } from "../context.ts";
import type { Noun, Thing } from "../noun.ts";
import { glob } from "../values.ts";
import { code } from "../words.ts";
import { textOf } from "./file.ts";

export const profile: Noun = {
  name: "profile",
  words: ["Profile", "Profiles"],
  async find(name, context) {
    return (await all(context)).filter((one) => glob(name, one.name));
  },
  beside: (_name, context) => all(context),
  async missing(name) {
    return `no profile ${code(name)}`;
  },
};

async function all(context: Context): Promise<Thing[]> {
  const [config, credentials] = await Promise.all([textOf(context, "~/.aws/config"), textOf(context, "~/.aws/credentials")]);
  const profiles = new Map<string, Record<string, string>>();
  for (const [section, values] of [...sections(config ?? ""), ...sections(credentials ?? "")]) {
    const name = section.replace(/^profile\s+/, "").trim();
    profiles.set(name, { ...profiles.get(name), ...values });
  }
  return [...profiles].map(([name, values]) => ({ name, label: code(name), has: { ...values, as: actor(values, context) } }));
}

/** Whose access key it is. */
function actor(values: Readonly<Record<string, string>>, context: Context): string | undefined {
  const { world } = context.evidence;
  const key = world.accessKeys.get(values.aws_access_key_id ?? "");
  const row = key && world.principals.get(key.principal);
  return row && shortName(context, nameOfArn(row.arn));
}

function sections(ini: string): [string, Record<string, string>][] {
  const found: [string, Record<string, string>][] = [];
  for (const line of ini.split("\n")) {
    const header = /^\s*\[(.+)\]\s*$/.exec(line);
    const pair = /^([^#;=\s][^=]*)=(.*)$/.exec(line.trim());
    if (header?.[1]) found.push([header[1], {}]);
    else if (pair?.[1] && found.length > 0) (found.at(-1) as [string, Record<string, string>])[1][pair[1].trim()] = (pair[2] ?? "").trim();
  }
  return found;
}
