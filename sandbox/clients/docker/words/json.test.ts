import { expect, test } from "vitest";
import { decodeJson } from "./json.ts";

// Recorded from Docker 28.2.2 reading its config.json, and from Go's own tests (encoding/json/decode_test.go, scanner_test.go).
test.each([
  ["{bad", "invalid character 'b' looking for beginning of object key string"],
  ['{"auths":', "unexpected EOF"],
  ['{"a":1', "unexpected EOF"],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ['{"a":tru}', "invalid character '}' in literal true (expecting 'e')"],
  ['{"a" 1}', "invalid character '1' after object key"],
  ["{'a':1}", "invalid character '\\'' looking for beginning of object key string"],
  ["nope", "invalid character 'o' in literal null (expecting 'u')"],
  ['{"a":"\\x"}', "invalid character 'x' in string escape code"],
  ["", "EOF"],
  [" \n", "EOF"],
  ['{"X": "foo", "Y"}', "invalid character '}' after object key"],
  ["[1, 2, 3+]", "invalid character '+' after array element"],
  ['{"X":12x}', "invalid character 'x' after object key:value pair"],
  ["[2, 3", "unexpected EOF"],
  ['"a\nb"', "invalid character '\\n' in string literal"],
  ['"\\u12g4"', "invalid character 'g' in \\u hexadecimal character escape"],
  ["-x", "invalid character 'x' in numeric literal"],
  ["1.x", "invalid character 'x' after decimal point in numeric literal"],
  ["1e+x", "invalid character 'x' in exponent of numeric literal"],
  ['[1""]', "invalid character '\"' after array element"],
  ["<html>", "invalid character '<' looking for beginning of value"],
])("%j is no JSON to Go's decoder: %s", (source, problem) => {
  expect(decodeJson(source, { whole: false })).toEqual({ problem });
});

test("what follows the first value is nothing to a decoder, and too much for a whole document", () => {
  expect(decodeJson('{"a":[1]}} trailing', { whole: false })).toEqual({ value: { a: [1] } });
  expect(decodeJson('{"a":[1]}} trailing', { whole: true })).toEqual({ problem: "invalid character '}' after top-level value" });
  expect(decodeJson("[01]", { whole: true })).toEqual({ problem: "invalid character '1' after array element" });
  expect(decodeJson(" ", { whole: true })).toEqual({ problem: "unexpected end of JSON input" });
  expect(decodeJson('[1, {"a": -0.5e3, "b": [] }, true,false,null,""] ', { whole: true })).toEqual({
    value: [1, { a: -500, b: [] }, true, false, null, ""],
  });
});
