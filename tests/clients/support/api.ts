/** The AWS SDK for JavaScript as a real client of the API, and its tokens for the registry. */
import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
} from "@aws-sdk/client-ecr";
import type { Keys, TestServer } from "./server.ts";

export function ecrOf(server: TestServer, keys: Keys = ownKeys(server), region = server.env.AWS_REGION ?? ""): ECRClient {
  return new ECRClient({
    region,
    endpoint: `http://${server.host}`,
    credentials: { accessKeyId: keys.id, secretAccessKey: keys.secret },
    maxAttempts: 1,
  });
}

export function ownKeys({ env }: TestServer): Keys {
  return { id: env.AWS_ACCESS_KEY_ID ?? "", secret: env.AWS_SECRET_ACCESS_KEY ?? "" };
}

/** The password for `docker login`. */
export async function passwordOf(server: TestServer, keys?: Keys, region?: string): Promise<string> {
  const { authorizationData } = await ecrOf(server, keys, region).send(new GetAuthorizationTokenCommand({}));
  return Buffer.from(authorizationData?.[0]?.authorizationToken ?? "", "base64")
    .toString()
    .replace(/^AWS:/, "");
}

export async function createRepository(server: TestServer, repositoryName: string): Promise<string> {
  const { repository } = await ecrOf(server).send(new CreateRepositoryCommand({ repositoryName }));
  return repository?.repositoryUri ?? "";
}

export async function describeImages(server: TestServer, repositoryName: string, keys?: Keys, region?: string) {
  const { imageDetails } = await ecrOf(server, keys, region).send(new DescribeImagesCommand({ repositoryName }));
  return imageDetails ?? [];
}

/** `repository@digest` of every image of a registry: that of these keys' account. */
export async function allImages(server: TestServer, keys?: Keys, region?: string): Promise<string[]> {
  const { repositories } = await ecrOf(server, keys, region).send(new DescribeRepositoriesCommand({}));
  const names = (repositories ?? []).map(({ repositoryName }) => repositoryName ?? "");
  const images = names.map(async (name) => (await describeImages(server, name, keys, region)).map(({ imageDigest }) => `${name}@${imageDigest}`));
  return (await Promise.all(images)).flat();
}
