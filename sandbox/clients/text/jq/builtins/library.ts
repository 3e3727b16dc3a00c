/** Functions that are short to say in the language itself. */
import { checkDefinition } from "../check.ts";
import { parseLibrary } from "../parse.ts";
import type { Builtin } from "../tree.ts";

const SOURCE = `
def map(f): [.[] | f];
def map_values(f): .[] |= f;
def recurse: recurse(.[]?);
def with_entries(f): to_entries | map(f) | from_entries;
def first: .[0];
def last: .[-1];
def nth($at): .[$at];
def any(f): any(.[]; f);
def all(f): all(.[]; f);
def any: any(.[]; .);
def all: all(.[]; .);
def in(whole): . as $key | whole | has($key);
def inside(whole): . as $part | whole | contains($part);
def paths: path(..) | select(length > 0);
def paths(f): path(.. | select(f)) | select(length > 0);
def leaf_paths: paths(scalars);
def pick(f): . as $whole | reduce path(f) as $path (null; setpath($path; $whole | getpath($path)));
def walk(f): def down: (if type == "object" then map_values(down) elif type == "array" then map(down) else . end) | f; down;
def combinations: if length == 0 then [] else .[0][] as $one | .[1:] | combinations as $others | [$one] + $others end;
def combinations(count): . as $list | [range(count) | $list] | combinations;
def debug(message): (message | debug | empty), .;
def isfinite: type == "number" and (isinfinite | not);
def match($re; $flags): _matches($re; $flags)[];
def match($re): _matches($re)[];
def _named: .captures | map(select(.name != null) | {key: .name, value: .string}) | from_entries;
def capture($re; $flags): match($re; $flags) | _named;
def capture($re): match($re) | _named;
def scan($re; $flags): match($re; "g" + $flags) | if .captures == [] then .string else [.captures[].string] end;
def scan($re): scan($re; null);
def splits($re; $flags): . as $text | [0, (match($re; "g" + $flags) | .offset, .offset + .length), ($text | length)]
  | range(0; length; 2) as $at | $text[.[$at]:.[$at + 1]];
def splits($re): splits($re; null);
def split($re; $flags): [splits($re; $flags)];
def sub($re; text; $flags): . as $in | [match($re; $flags)] | if . == [] then $in else
  reduce .[] as $match ([[], 0];
    $in[.[1]:$match.offset] as $before | [$match | _named | text] as $new
    | reduce range($new | length) as $at (.; .[0][$at] += $before + $new[$at])
    | .[1] = $match.offset + $match.length)
  | .[0][] + $in[.[1]:] // $in end;
def sub($re; text): sub($re; text; "");
def gsub($re; text; $flags): sub($re; text; $flags + "g");
def gsub($re; text): sub($re; text; "g");
def truncate_stream(stream): . as $depth | null | stream | select(.[0] | length > $depth) | .[0] |= .[$depth:];
def INDEX(stream; key): reduce stream as $row ({}; .[$row | key | tostring] = $row);
def INDEX(key): INDEX(.[]; key);
def IN(stream): any(stream == .; .);
def IN(source; stream): any(source == stream; .);
def JOIN($index; key): [.[] | [., $index[key]]];
def JOIN($index; stream; key): stream | [., $index[key]];
def JOIN($index; stream; key; join): stream | [., $index[key]] | join;
`;

/** Resolved once; a mistake here is ours. */
export function library(): ReadonlyMap<string, Builtin> {
  return new Map(
    parseLibrary(SOURCE).map((definition): [string, Builtin] => [
      `${definition.name}/${definition.parameters.length}`,
      { kind: "library", definition },
    ]),
  );
}

/** Resolves the functions' own names, once all of them are known. */
export function resolve(functions: Iterable<Builtin>): void {
  for (const builtin of functions) {
    if (builtin.kind !== "library") continue;
    const [mistake] = checkDefinition(builtin.definition);
    if (mistake) throw new Error(`jq's library: ${mistake.message}`);
  }
}
