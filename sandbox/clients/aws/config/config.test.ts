import { describe, expect, it } from "vitest";
import { runAws } from "../testing/harness.ts";
import { parseIni } from "./ini.ts";

const CONFIG = "/home/learner/.aws/config";

describe("configuration files", () => {
  it("are sections of keys, with indented blocks as maps and comments left out", () => {
    const source = "# top\n[default]\nregion=us-east-1\n; no\nS3 =\n    max = 3\n  min=1\noutput : json\n\n[profile x y]\nkey = a = b\n";
    expect([...parseIni(source)]).toEqual([
      ["default", { region: "us-east-1", s3: { max: "3", min: "1" }, output: "json" }],
      ["profile x y", { key: "a = b" }],
    ]);
  });

  it("are refused when they are none", async () => {
    const { status, stderr } = await runAws(["configure", "list"], { files: { [CONFIG]: "region = x\n" } });
    expect([status, stderr]).toEqual([255, `\naws: [ERROR]: Unable to parse config file: ${CONFIG}\n`]);
  });

  it("keep comments, order and other sections when a value changes", async () => {
    const before = "# mine\n[default]\n# here\nregion = a\noutput = json\n\n[profile dev]\nregion = b";
    const one = await runAws(["configure", "set", "region", "z"], { files: { [CONFIG]: before } });
    expect(await one.read(CONFIG)).toBe(before.replace("region = a", "region = z"));
    const two = await runAws(["configure", "set", "output", "text", "--profile", "dev"], { files: { [CONFIG]: before } });
    expect(await two.read(CONFIG)).toBe(`${before}\noutput = text\n`);
    const three = await runAws(["configure", "set", "profile.new one.region", "r"], { files: { [CONFIG]: before } });
    expect(await three.read(CONFIG)).toBe(`${before}\n[profile 'new one']\nregion = r\n`);
  });

  it("are asked for by four questions, secrets masked", async () => {
    const files = { "/home/learner/.aws/credentials": "[default]\naws_access_key_id = AKIAOLD1234\naws_secret_access_key = abcdefgh\n" };
    const { stdout, read } = await runAws(["configure"], { files, stdin: "\nnewSECRET\neu-west-1\n\n" });
    expect(stdout).toBe(
      "AWS Access Key ID [****************1234]: AWS Secret Access Key [****************efgh]: Default region name [None]: Default output format [None]: ",
    );
    expect(await read("/home/learner/.aws/credentials")).toBe("[default]\naws_access_key_id = AKIAOLD1234\naws_secret_access_key = newSECRET\n");
    expect(await read(CONFIG)).toBe("[default]\nregion = eu-west-1\n");
  });

  it("name the profile whose keys sign, and --profile leaves the environment's keys aside", async () => {
    const files = { "/home/learner/.aws/credentials": "[dev]\naws_access_key_id = AKIADEV\naws_secret_access_key = s\n" };
    const key = async (args: string[], env = {}) =>
      (await runAws(["ecr", "describe-registry", ...args], { files, env })).asked[0]?.headers.authorization?.match(/Credential=(\w+)/)?.[1];
    expect(await key([])).toBe("AKIAIOSFODNN7EXAMPLE");
    expect(await key(["--profile", "dev"])).toBe("AKIADEV");
    expect(await key([], { AWS_PROFILE: "dev" })).toBe("AKIAIOSFODNN7EXAMPLE");
    expect(await key([], { AWS_PROFILE: "dev", AWS_ACCESS_KEY_ID: "" })).toBe("AKIADEV");
  });

  it("take the keys of a console's CSV file", async () => {
    const { stdout, read } = await runAws(["configure", "import", "--csv", "file://keys.csv"], {
      files: { "/home/learner/keys.csv": "User Name,Access key ID,Secret access key\r\nme,AKIAME,secret\r\n" },
    });
    expect(stdout).toBe("Successfully imported 1 profile(s)\n");
    expect(await read("/home/learner/.aws/credentials")).toBe("[me]\naws_access_key_id = AKIAME\naws_secret_access_key = secret\n");
  });

  it("that cannot be written end the command with Python's words", async () => {
    const { status, stderr } = await runAws(["configure", "set", "region", "x"], { files: { [`${CONFIG}/here`]: "" } });
    expect([status, stderr]).toEqual([255, `\naws: [ERROR]: [Errno 21] Is a directory: '${CONFIG}'\n`]);
  });
});
