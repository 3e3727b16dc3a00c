/** ValidatePullThroughCacheRule (API_ValidatePullThroughCacheRule): asks the upstream registry whether it takes the rule's credentials. */
import type { CloudContext } from "../../../cloud/service.ts";
import { prefixKey } from "../../../world/keys.ts";
import type { CacheRule } from "../../../world/tables.ts";
import { credentialsOf } from "../../cache/credentials.ts";
import { describeRule } from "../../cache/rules.ts";
import { UpstreamClient, UpstreamError, type UpstreamTrouble } from "../../cache/upstream-client.ts";
import { operation } from "../../operation.ts";
import { SENTENCES } from "../../refusals.ts";

/** (unverified) */
const FAILURES: Readonly<Record<UpstreamTrouble, string>> = {
  ImageNotFound: "The upstream registry refused the request",
  UpstreamAccessDenied: "The upstream registry did not accept the credentials of the pull through cache rule",
  UpstreamTooManyRequests: "The upstream registry answered with too many requests",
  UpstreamUnavailable: "The upstream registry could not be reached",
};

/** What is wrong with a rule now, if anything. */
async function failureOf(context: CloudContext, rule: CacheRule): Promise<string | undefined> {
  const credentials = credentialsOf(context, rule);
  if (credentials.kind === "none") {
    const { why } = credentials;
    if (why === "SecretNotFoundException" || why === "UnableToAccessSecretException" || why === "UnableToDecryptSecretValueException")
      return SENTENCES[why]();
    return why;
  }
  try {
    await new UpstreamClient(context, rule.url, "", credentials).ping();
    return undefined;
  } catch (error) {
    if (error instanceof UpstreamError) return FAILURES[error.trouble];
    throw error;
  }
}

export const validatePullThroughCacheRule = operation("ValidatePullThroughCacheRule", {
  oneAtATime: ({ ecrRepositoryPrefix }) => `validate ${ecrRepositoryPrefix}`,
  async prepare({ ecrRepositoryPrefix: prefix }, { context, world, registry, refuse }) {
    const rule = world.cacheRules.get(prefixKey(registry, prefix));
    if (!rule) throw refuse("PullThroughCacheRuleNotFoundException", { prefix, account: registry.account });
    const failure = await failureOf(context, rule);
    const { createdAt: _, updatedAt: __, upstreamRegistry: ___, ...described } = describeRule(rule);
    return () => ({ ...described, isValid: failure === undefined, failure });
  },
});
