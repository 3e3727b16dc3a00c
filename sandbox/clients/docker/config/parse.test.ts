import { expect, test } from "vitest";
import { parseConfig } from "./parse.ts";

// Recorded from Docker 28.2.2.
test.each([
  ["[]", "json: cannot unmarshal array into Go value of type configfile.ConfigFile"],
  ['"x"', "json: cannot unmarshal string into Go value of type configfile.ConfigFile"],
  ['{"auths":{"x":{"auth":"!!!"}}}', "illegal base64 data at input byte 0"],
  ['{"auths":{"x":{"auth":"YWJj"}}}', "Invalid auth configuration file"],
  ['{"auths":{"x":"y"}}', "json: cannot unmarshal string into Go struct field ConfigFile.auths of type types.AuthConfig"],
  ['{"auths":[]}', "json: cannot unmarshal array into Go struct field ConfigFile.auths of type map[string]types.AuthConfig"],
  ['{"credHelpers":[]}', "json: cannot unmarshal array into Go struct field ConfigFile.credHelpers of type map[string]string"],
  ['{"credsStore":1}', "json: cannot unmarshal number into Go struct field ConfigFile.credsStore of type string"],
  ['{"auths":{"x":{"auth":5}}}', "json: cannot unmarshal number into Go struct field AuthConfig.auths.auth of type string"],
])("of %s Docker says %s", (content, problem) => {
  expect(parseConfig(content)).toEqual({ config: {}, problem });
});

test.each([
  "",
  "  ",
  "null",
  "{}",
  '{"auths":{}}}',
  '{"auths":{"x":{}}} trailing',
  '{"auths":{"x":null}}',
  '{"auths":{"https://index.docker.io/v1/":{"auth":""}}}',
])("of %j it says nothing", (content) => {
  expect(parseConfig(content).problem).toBeUndefined();
});

test("what has its proper type is kept beside what has not, but no credentials", () => {
  const auths = { x: { auth: "YTpi" } };
  expect(parseConfig(JSON.stringify({ auths, credsStore: 1, credHelpers: { x: "ecr-login" } })).config).toEqual({ credHelpers: { x: "ecr-login" } });
  expect(parseConfig(JSON.stringify({ auths, credsStore: "desktop" })).config).toEqual({ auths, credsStore: "desktop" });
});
