import { expect, test } from "vitest";
import { sign } from "../../http/sigv4/index.ts";
import { collect, text, utf8 } from "../../kernel/bytes.ts";
import { type HttpRequest, UnknownHost } from "../../kernel/exchange.ts";
import { testComputer } from "../../shell/testing/computer.ts";
import { textTools } from "../text/index.ts";
import { curl } from "./index.ts";

/** A computer whose network echoes what it was asked, and the requests it got. */
async function online() {
  const asked: HttpRequest[] = [];
  const computer = await testComputer({
    programs: [curl, ...textTools],
    network: async (request) => {
      asked.push(request);
      const { hostname, pathname } = new URL(request.url);
      if (hostname === "nowhere.example") throw new UnknownHost(hostname);
      if (pathname === "/missing") return { status: 404, headers: { "content-type": "application/json", "content-length": "2" }, body: utf8("no") };
      if (pathname === "/moved") return { status: 307, headers: { location: "https://other.example/there" }, body: utf8("") };
      if (pathname === "/short") return { status: 200, headers: { "content-length": "10" }, body: utf8("abc") };
      const body = `${request.method} ${pathname} ${request.headers.authorization ?? "-"} ${text(await collect(request.body))}\n`;
      return { status: 200, headers: { "content-length": String(utf8(body).length) }, body: utf8(body) };
    },
  });
  return { ...computer, asked };
}

test("curl sends methods, bodies, headers and credentials, and prints the answer", async () => {
  const { run, asked } = await online();
  expect(await run("curl -s https://h.example/a")).toEqual({ status: 0, stdout: "GET /a - \n", stderr: "" });
  expect((await run("curl -u AWS:x -d a=1 -d @f h.example; true")).stderr).toBe("curl: (26) Failed to open f\n");
  expect((await run("printf 'x\\ny' > f; curl -u AWS:x -d a=1 -d @f h.example")).stdout).toBe("POST / Basic QVdTOng= a=1&xy\n");
  expect((await run("curl --data-binary @f -X PATCH -H 'X-One: 1' -H 'Accept:' h.example")).stdout).toBe("PATCH / - x\ny\n");
  expect(asked.at(-1)?.headers).toEqual({
    host: "h.example",
    "user-agent": "curl/7.88.1",
    "content-length": "3",
    "content-type": "application/x-www-form-urlencoded",
    "x-one": "1",
  });
  expect((await run("curl -T f h.example/up/; curl -G -d q=1 'h.example/s?p=0' -w '%{http_code} %{url_effective}\\n' -o /dev/null")).stdout).toBe(
    "PUT /up/f - x\ny\n200 http://h.example/s?p=0&q=1\n",
  );
  expect((await run("curl -i h.example/a | tr -d '\\r'")).stdout).toBe("HTTP/1.1 200 OK\nContent-Length: 10\n\nGET /a - \n");
});

test("curl ends with its own numbers and words", async () => {
  const { run } = await online();
  expect(await run("curl -sS https://nowhere.example/")).toEqual({
    status: 6,
    stdout: "",
    stderr: "curl: (6) Could not resolve host: nowhere.example\n",
  });
  expect(await run("curl -fsS https://h.example/missing")).toEqual({
    status: 22,
    stdout: "",
    stderr: "curl: (22) The requested URL returned error: 404\n",
  });
  expect(await run("curl -s https://h.example/missing")).toEqual({ status: 0, stdout: "no", stderr: "" });
  expect((await run("curl -s https://h.example/short")).status).toBe(18);
  expect((await run("curl -sS -o /no/such/f h.example")).stderr).toBe("curl: (23) Failure writing output to destination\n");
  expect((await run("curl ftp://h")).stderr).toBe('curl: (1) Protocol "ftp" not supported or disabled in libcurl\n');
  expect((await run("curl --bogus h")).stderr).toBe(
    "curl: option --bogus: is unknown\ncurl: try 'curl --help' or 'curl --manual' for more information\n",
  );
  expect((await run("curl")).status).toBe(2);
});

test("curl follows redirects and keeps the password from other hosts", async () => {
  const { run, asked } = await online();
  expect((await run("curl -sL -u a:b https://h.example/moved")).stdout).toBe("GET /there - \n");
  expect(asked.map(({ headers }) => headers.authorization)).toEqual(["Basic YTpi", undefined]);
});

test("curl signs with --aws-sigv4 as the aws command does, when the same headers are sent", async () => {
  const { run, asked, clock } = await online();
  await run(
    `curl -s --aws-sigv4 aws:amz:eu-west-1:ecr -u AKID:SECRET -H 'Content-Type: application/x-amz-json-1.1' -H 'X-Amz-Target: T.Op' -d '{}' https://api.ecr.eu-west-1.amazonaws.com/`,
  );
  const request = asked[0] as HttpRequest;
  const signing = { credentials: { accessKeyId: "AKID", secretAccessKey: "SECRET" }, region: "eu-west-1", service: "ecr", now: clock.time };
  const { testHasher } = await import("../../shell/testing/hasher.ts");
  const ours = sign(
    { method: "POST", url: request.url, headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "T.Op" }, body: utf8("{}") },
    { ...signing, hasher: await testHasher() },
  );
  expect(request.headers.authorization).toBe(ours.authorization);
});

test("curl -K takes options from a file or standard input, as if they had been typed", async () => {
  const { run, asked } = await online();
  const config = String.raw`# who
user = "name:pa\"ss\\word"
  header: X-One:1
-X PUT
silent
url = https://h.example/k
`;
  expect(await run("curl -K -", { stdin: config })).toEqual({
    status: 0,
    stdout: `PUT /k Basic ${Buffer.from('name:pa"ss\\word').toString("base64")} \n`,
    stderr: "",
  });
  expect(asked.at(-1)?.headers["x-one"]).toBe("1");
  expect(await run("printf 'user = a:b\nnosuch = 1\n' > c; curl -sKc h.example")).toEqual({
    status: 0,
    stdout: "GET / Basic YTpi \n",
    stderr: "Warning: c:2: warning: 'nosuch' is unknown\n",
  });
  expect(await run("curl --config nope h.example")).toEqual({
    status: 26,
    stdout: "",
    stderr: `curl: cannot read config from 'nope'
curl: option -K: error encountered when reading a file
curl: try 'curl --help' or 'curl --manual' for more information
`,
  });
});
