/** Action and NotAction. */
import { allow, deny, PAGES } from "../builders.ts";
import type { Case } from "../case.ts";

const source = PAGES.action;
const other = PAGES.notAction;

export const actions: readonly Case[] = [
  { title: "an action by its name", source, policies: { identity: [allow("ecr:PutImage")] }, gives: "allow" },
  { title: "another action of the same service is not meant", source, policies: { identity: [allow("ecr:GetImage")] }, gives: "deny" },
  { title: "the prefix and the name do not care for case", source, policies: { identity: [allow("ECR:putimage")] }, gives: "allow" },
  {
    title: "the request's case does not matter either",
    source,
    action: "ecr:putIMAGE",
    policies: { identity: [allow("ecr:PutImage")] },
    gives: "allow",
  },
  { title: "a star after the prefix is every action of the service", source, policies: { identity: [allow("ecr:*")] }, gives: "allow" },
  { title: "a star alone is every action of every service", source, policies: { identity: [allow("*")] }, gives: "allow" },
  { title: "a star at the end", source, policies: { identity: [allow("ecr:Put*")] }, gives: "allow" },
  { title: "a star at the beginning of the name", source, policies: { identity: [allow("ecr:*Image")] }, gives: "allow" },
  { title: "a star in the middle", source, policies: { identity: [allow("ecr:P*e")] }, gives: "allow" },
  { title: "a star that is nothing", source, policies: { identity: [allow("ecr:PutImage*")] }, gives: "allow" },
  { title: "a question mark is one character", source, policies: { identity: [allow("ecr:Put?mage")] }, gives: "allow" },
  { title: "a question mark is not none", source, policies: { identity: [allow("ecr:PutImage?")] }, gives: "deny" },
  { title: "several wildcards in one name", source, policies: { identity: [allow("ecr:?ut*ag?")] }, gives: "allow" },
  { title: "a wildcard of the wrong service", source, policies: { identity: [allow("s3:*")] }, gives: "deny" },
  { title: "one of a list is enough", source, policies: { identity: [allow(["ecr:GetAuthorizationToken", "ecr:PutImage"])] }, gives: "allow" },
  {
    title: "none of a list",
    source,
    policies: { identity: [allow(["ecr:GetAuthorizationToken", "ecr:BatchGetImage"])] },
    gives: { verdict: "deny", missed: "Action" },
  },
  { title: "an empty list matches nothing", source, policies: { identity: [allow([])] }, gives: "deny" },
  {
    title: "a name that begins alike is another",
    source,
    action: "ecr:PutImageTagMutability",
    policies: { identity: [allow("ecr:PutImage")] },
    gives: "deny",
  },
  {
    title: "the public registry's prefix is another service",
    source,
    action: "ecr-public:PutImage",
    policies: { identity: [allow("ecr:*")] },
    gives: "deny",
  },
  { title: "a dot is a dot and no wildcard", source, policies: { identity: [allow("ecr.PutImage")] }, gives: "deny" },
  {
    title: "Allow with NotAction allows whatever is not named",
    source: other,
    policies: { identity: [allow(undefined, { NotAction: "iam:*" })] },
    gives: "allow",
  },
  {
    title: "Allow with NotAction does not allow what is named",
    source: other,
    policies: { identity: [allow(undefined, { NotAction: "ecr:*" })] },
    gives: { verdict: "deny", reason: "implicit-deny-identity" },
  },
  {
    title: "what NotAction leaves out is not thereby denied",
    source: other,
    policies: { identity: [allow(undefined, { NotAction: "ecr:*" }), allow("ecr:PutImage")] },
    gives: { verdict: "allow", by: "identity", statement: 1 },
  },
  {
    title: "Deny with NotAction denies whatever is not named",
    source: other,
    policies: { identity: [allow("*"), deny(undefined, { NotAction: ["ecr:Get*", "ecr:Describe*"] })] },
    gives: { verdict: "deny", reason: "explicit-deny", statement: 1 },
  },
  {
    title: "Deny with NotAction spares what is named, and allows nothing by itself",
    source: other,
    policies: { identity: [deny(undefined, { NotAction: "ecr:*" })] },
    gives: { verdict: "deny", reason: "implicit-deny-identity" },
  },
  {
    title: "Deny with NotAction spares what is named and allowed elsewhere",
    source: other,
    policies: { identity: [allow("ecr:*"), deny(undefined, { NotAction: "ecr:*" })] },
    gives: "allow",
  },
  {
    title: "NotAction with a list",
    source: other,
    policies: { identity: [allow(undefined, { NotAction: ["iam:*", "ecr:Delete*"] })] },
    gives: "allow",
  },
  {
    title: "NotAction still needs its Resource to match",
    source: other,
    policies: { identity: [{ Effect: "Allow", NotAction: "iam:*", Resource: "arn:aws:s3:::*" }] },
    gives: { verdict: "deny", missed: "Resource" },
  },
  { title: "NotAction ignores case", source: other, policies: { identity: [allow(undefined, { NotAction: "ECR:PUTIMAGE" })] }, gives: "deny" },
];
