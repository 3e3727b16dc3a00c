/** The learner's own repositories and tags, asked of the service with the learner's own credentials. No answer is no completion. */
import type { CompletionContext } from "../../../shell/program.ts";
import { loadSettings } from "../config/settings.ts";
import { Failure } from "../errors/failure.ts";
import { globalOptions, readGlobals } from "../parse/globals.ts";
import { ParseError, parseKnown } from "../python/argparse.ts";
import { type Dict, isDict, isList } from "../python/values.ts";
import { callOnce } from "../request/call.ts";
import { serviceNamed } from "../services.ts";
import { clientFor, type Run } from "../session.ts";

async function ask(context: CompletionContext, operationName: string, input: Dict): Promise<Dict> {
  try {
    const words = context.words.slice(1);
    const globals = readGlobals(parseKnown({ options: globalOptions(context.awsCli), positionals: [] }, words));
    const settings = await loadSettings(context, globals.profile);
    const run: Run = {
      context: { ...context, run: async () => ({ status: 127, stdout: "", stderr: "" }) },
      generation: context.awsCli,
      globals,
      settings,
      command: "complete",
    };
    const service = await serviceNamed("ecr");
    const operation = service?.operations.find((candidate) => candidate.name === operationName);
    if (!service || !operation) return {};
    const client = await clientFor(run, service);
    return await callOnce({ ...client, maxAttempts: 1 }, operation, input);
  } catch (error) {
    if (error instanceof Failure || error instanceof ParseError) return {};
    throw error;
  }
}

function texts(answer: Dict, list: string, member: string): string[] {
  const items = answer[list];
  if (!isList(items)) return [];
  const found = items.flatMap((item) => (isDict(item) && typeof item[member] === "string" ? [item[member] as string] : []));
  return [...new Set(found)];
}

export async function repositoryNames(context: CompletionContext): Promise<string[]> {
  return texts(await ask(context, "DescribeRepositories", {}), "repositories", "repositoryName");
}

export async function imageTags(context: CompletionContext, repository: string): Promise<string[]> {
  return texts(await ask(context, "ListImages", { repositoryName: repository, filter: { tagStatus: "TAGGED" } }), "imageIds", "imageTag");
}

export async function imageDigests(context: CompletionContext, repository: string): Promise<string[]> {
  return texts(await ask(context, "ListImages", { repositoryName: repository }), "imageIds", "imageDigest");
}
