/** All topics, in the order in which one would explain them. */
import type { Topic } from "./case.ts";
import { across } from "./cases/across.ts";
import { actions } from "./cases/actions.ts";
import { numbersAndDates, othersOperators, setsAndMissing, strings } from "./cases/conditions.ts";
import { ecr } from "./cases/ecr.ts";
import { boundaries, rootUsers, sessions } from "./cases/limits.ts";
import { messages } from "./cases/messages.ts";
import { notPrincipals } from "./cases/not-principal.ts";
import { order } from "./cases/order.ts";
import { organization } from "./cases/organization.ts";
import { principals } from "./cases/principals.ts";
import { resources } from "./cases/resources.ts";
import { keys, trust } from "./cases/trust.ts";
import { variables } from "./cases/variables.ts";

export const TOPICS: readonly Topic[] = [
  { name: "the decision order", cases: order },
  { name: "actions", cases: actions },
  { name: "resources", cases: resources },
  { name: "principals", cases: principals },
  { name: "NotPrincipal", cases: notPrincipals },
  { name: "conditions on texts", cases: strings },
  { name: "conditions on numbers and dates", cases: numbersAndDates },
  { name: "conditions on flags, addresses and ARNs", cases: othersOperators },
  { name: "sets and missing keys", cases: setsAndMissing },
  { name: "policy variables", cases: variables },
  { name: "permissions boundaries", cases: boundaries },
  { name: "session policies", cases: sessions },
  { name: "the root user", cases: rootUsers },
  { name: "organizations", cases: organization },
  { name: "between accounts", cases: across },
  { name: "role trust", cases: trust },
  { name: "keys of KMS", cases: keys },
  { name: "examples of Amazon ECR", cases: ecr },
  { name: "sentences", cases: messages },
];
