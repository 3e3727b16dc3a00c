/** A certificate authority of its own and a certificate for these names, made by openssl for one day. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { must, need } from "./process.ts";

export interface TestCertificate {
  /** What clients have to trust. */
  readonly authority: string;
  readonly cert: string;
  readonly key: string;
}

export async function makeCertificate(folder: string, names: readonly string[]): Promise<TestCertificate> {
  const openssl = need("openssl", "openssl");
  const at = (name: string) => join(folder, name);
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  await must(openssl, [
    ...["req", "-x509", ...curve, "-keyout", at("ca.key"), "-out", at("ca.pem"), "-days", "1", "-subj", "/CN=Test authority"],
    ...["-addext", "basicConstraints=critical,CA:TRUE"],
  ]);
  await must(openssl, ["req", ...curve, "-keyout", at("server.key"), "-out", at("server.csr"), "-subj", "/CN=registry"]);
  const alternatives = names.map((name) => `${/^[0-9.]+$/.test(name) ? "IP" : "DNS"}:${name}`).join(",");
  writeFileSync(at("names.cnf"), `subjectAltName=${alternatives}\nextendedKeyUsage=serverAuth\n`);
  await must(openssl, [
    ...["x509", "-req", "-in", at("server.csr"), "-CA", at("ca.pem"), "-CAkey", at("ca.key"), "-CAcreateserial", "-days", "1"],
    ...["-extfile", at("names.cnf"), "-out", at("server.pem")],
  ]);
  return { authority: at("ca.pem"), cert: at("server.pem"), key: at("server.key") };
}
