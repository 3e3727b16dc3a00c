/** Small real files of the layers that carry a language, a server or a greeting. */
import type { TarEntry } from "../tar.ts";
import { directory, file, link, stub } from "./files.ts";

export function node(version: string): TarEntry[] {
  return [
    directory("usr/local/include"),
    directory("usr/local/lib"),
    directory("usr/local/lib/node_modules"),
    directory("usr/local/lib/node_modules/npm"),
    file(
      "usr/local/lib/node_modules/npm/package.json",
      '{\n  "name": "npm",\n  "version": "10.9.4",\n  "description": "a package manager for JavaScript"\n}\n',
    ),
    file("usr/local/include/node-version", `v${version}\n`),
    stub("usr/local/bin/node"),
    stub("usr/local/bin/npm"),
    stub("usr/local/bin/npx"),
    link("usr/local/bin/nodejs", "/usr/local/bin/node"),
    file("usr/local/bin/docker-entrypoint.sh", NODE_ENTRYPOINT, 0o755),
  ];
}

/** Runs what is no program as an argument of node, as the official image does; own wording. */
const NODE_ENTRYPOINT = `#!/bin/sh
set -e
if [ -z "$(command -v "$1")" ]; then
  set -- node "$@"
fi
exec "$@"
`;

export function python(version: string): TarEntry[] {
  const branch = version.split(".").slice(0, 2).join(".");
  return [
    directory("usr/local/lib"),
    directory(`usr/local/lib/python${branch}`),
    directory(`usr/local/lib/python${branch}/site-packages`),
    file(`usr/local/lib/python${branch}/this-is-python`, `Python ${version}\n`),
    stub(`usr/local/bin/python${branch}`, "python"),
    stub("usr/local/bin/pip"),
    link("usr/local/bin/python3", `python${branch}`),
    link("usr/local/bin/python", `python${branch}`),
    link("usr/local/bin/pip3", "pip"),
  ];
}

export function nginx(version: string): TarEntry[] {
  return [
    directory("etc/nginx"),
    directory("etc/nginx/conf.d"),
    file(
      "etc/nginx/nginx.conf",
      "user  nginx;\nworker_processes  auto;\n\nevents {\n    worker_connections  1024;\n}\n\nhttp {\n    include       /etc/nginx/conf.d/*.conf;\n}\n",
    ),
    file(
      "etc/nginx/conf.d/default.conf",
      "server {\n    listen       80;\n    server_name  localhost;\n    location / {\n        root   /usr/share/nginx/html;\n        index  index.html index.htm;\n    }\n}\n",
    ),
    directory("usr/share/nginx"),
    directory("usr/share/nginx/html"),
    file(
      "usr/share/nginx/html/index.html",
      "<!DOCTYPE html>\n<html>\n<head><title>Welcome to nginx!</title></head>\n<body><h1>Welcome to nginx!</h1>\n<p>The web server is installed and waits for its configuration.</p></body>\n</html>\n",
    ),
    file("usr/share/nginx/version", `nginx/${version}\n`),
    stub("usr/sbin/nginx"),
  ];
}

export function nginxEntrypoint(): TarEntry[] {
  return [directory("docker-entrypoint.d"), file("docker-entrypoint.sh", '#!/bin/sh\nset -e\nexec "$@"\n', 0o755)];
}

export function helloWorld(): TarEntry[] {
  return [stub("hello", "hello-world")];
}
