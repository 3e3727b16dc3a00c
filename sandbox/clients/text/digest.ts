/** base64, sha256sum, cmp, xxd-like looks at bytes. */
import { base64 as encode, equalBytes, fromBase64, hex, text, utf8 } from "../../kernel/bytes.ts";
import type { Input, ProgramContext } from "../../shell/program.ts";
import { complain, eachInput, installed, open, Usage, wordsOf } from "./kit.ts";

export const base64 = installed({
  name: "base64",
  summary: "encode or decode base64",
  flags: "di",
  values: "w",
  long: { decode: "d", "ignore-garbage": "i", wrap: "w" },
  async run(context, options) {
    const [operand, extra] = options.operands;
    if (extra !== undefined) throw new Usage(`extra operand '${extra}'`);
    const width = options.value("w") ?? "76";
    if (!/^\d+$/.test(width)) throw new Usage(`invalid wrap size: '${width}'`);
    let content: Uint8Array;
    try {
      content = await open(context, operand ?? "-").all();
    } catch (error) {
      await complain(context, `${operand}: ${wordsOf(error)}`);
      return 1;
    }
    if (!options.has("d")) {
      const encoded = encode(content);
      const size = Number(width);
      await context.stdout.write(size === 0 ? encoded : encoded.replace(new RegExp(`.{1,${size}}`, "g"), "$&\n"));
      return 0;
    }
    const given = text(content).replace(options.has("i") ? /[^A-Za-z0-9+/=]/g : /\n/g, "");
    const sound = /^[A-Za-z0-9+/]*/.exec(given)?.[0] ?? "";
    const padded = /^[A-Za-z0-9+/]*={0,2}$/.test(given) && given.length % 4 === 0;
    const decoded = fromBase64(padded ? given : sound.slice(0, sound.length - (sound.length % 4 === 1 ? 1 : 0)));
    await context.stdout.write(decoded ?? "");
    if (padded) return 0;
    await complain(context, "invalid input");
    return 1;
  },
});

async function digestOf(context: ProgramContext, input: Input): Promise<string> {
  const stream = context.hasher.stream();
  for (let piece = await input.read(); piece; piece = await input.read()) stream.update(piece);
  return hex(stream.end());
}

async function check(context: ProgramContext, operands: readonly string[], quiet: boolean): Promise<number> {
  let failed = 0;
  const status = await eachInput(context, operands, async (input, name) => {
    for (const line of text(await input.all())
      .split("\n")
      .filter(Boolean)) {
      const match = /^\\?([0-9a-f]{64}) [ *](.+)$/.exec(line);
      if (!match) {
        await complain(context, `${name}: no properly formatted SHA256 checksum lines found`);
        failed++;
        return;
      }
      let sound = false;
      try {
        sound = (await digestOf(context, open(context, match[2] as string))) === match[1];
      } catch (error) {
        await complain(context, `${match[2]}: ${wordsOf(error)}`);
      }
      if (!sound) failed++;
      if (!quiet || !sound) await context.stdout.write(`${match[2]}: ${sound ? "OK" : "FAILED"}\n`);
    }
  });
  if (failed > 0) await complain(context, `WARNING: ${failed} computed checksum${failed === 1 ? "" : "s"} did NOT match`);
  return failed > 0 ? 1 : status;
}

export const sha256sum = installed({
  name: "sha256sum",
  summary: "SHA-256 digests of files",
  flags: "bctwz",
  long: { check: "c", binary: "b", text: "t", quiet: "quiet", status: "status", tag: "tag" },
  async run(context, options) {
    if (options.has("c")) return check(context, options.operands, options.has("quiet") || options.has("status"));
    return eachInput(context, options.operands, async (input, name) => {
      const digest = await digestOf(context, input);
      await context.stdout.write(options.has("tag") ? `SHA256 (${name}) = ${digest}\n` : `${digest} ${options.has("b") ? "*" : " "}${name}\n`);
    });
  },
});

export const cmp = installed({
  name: "cmp",
  summary: "compare two files byte by byte",
  package: "GNU diffutils 3.8",
  flags: "slb",
  status: 2,
  long: { silent: "s", quiet: "s", verbose: "l" },
  async run(context, options) {
    const [first, second = "-"] = options.operands;
    if (first === undefined) throw new Usage("missing operand after 'cmp'");
    const contents: Uint8Array[] = [];
    for (const name of [first, second]) {
      try {
        contents.push(await open(context, name).all());
      } catch (error) {
        await complain(context, `${name}: ${wordsOf(error)}`);
        return 2;
      }
    }
    const [a = utf8(""), b = utf8("")] = contents;
    if (equalBytes(a, b)) return 0;
    let at = 0;
    while (at < a.length && at < b.length && a[at] === b[at]) at++;
    if (options.has("s")) return 1;
    const line = text(a.subarray(0, at)).split("\n").length;
    if (at < a.length && at < b.length) await context.stdout.write(`${first} ${second} differ: byte ${at + 1}, line ${line}\n`);
    else
      await context.stderr.write(
        `cmp: EOF on ${a.length < b.length ? first : second} after byte ${at}, ${line > 1 ? `line ${line - 1}` : "in line 1"}\n`,
      );
    return 1;
  },
});

export const xxd = installed({
  name: "xxd",
  summary: "show bytes in hexadecimal",
  flags: "p",
  values: "lc",
  async run(context, options) {
    const all = await open(context, options.operands[0] ?? "-").all();
    const content = all.subarray(0, Number(options.value("l") ?? all.length));
    if (options.has("p")) {
      await context.stdout.write(hex(content).replace(/.{1,60}/g, "$&\n"));
      return 0;
    }
    for (let at = 0; at < content.length; at += 16) {
      const row = content.subarray(at, at + 16);
      const pairs = hex(row)
        .replace(/.{1,4}/g, "$& ")
        .padEnd(40);
      const shown = [...row].map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : ".")).join("");
      await context.stdout.write(`${at.toString(16).padStart(8, "0")}: ${pairs} ${shown}\n`);
    }
    return 0;
  },
});
