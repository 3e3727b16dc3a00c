/** Service and resource control policies. */
import { ALL, allow, anna, deny, eve, grant, PAGES, service, session } from "../builders.ts";
import type { Case } from "../case.ts";

const source = PAGES.scps;
const evaluation = PAGES.scpEvaluation;
const rcps = PAGES.rcps;
const everyone = (statement: object) => ({ Principal: "*", ...statement });
const FULL = everyone(allow("*"));

export const organization: readonly Case[] = [
  {
    title: "an SCP that allows all changes nothing",
    source: evaluation,
    policies: { identity: ALL, scp: ALL },
    gives: { verdict: "allow", reason: "identity-allow" },
  },
  { title: "an SCP grants nothing", source, policies: { scp: ALL }, gives: { verdict: "deny", reason: "implicit-deny-identity" } },
  {
    title: "a list of services that leaves ECR out",
    source: evaluation,
    policies: { identity: ALL, scp: [allow(["s3:*", "ec2:*"])] },
    gives: { verdict: "deny", reason: "implicit-deny-scp" },
  },
  { title: "a list of services with ECR", source: evaluation, policies: { identity: ALL, scp: [allow(["s3:*", "ecr:*"])] }, gives: "allow" },
  {
    title: "a denied action beside FullAWSAccess",
    source: evaluation,
    policies: { identity: ALL, scp: [allow("*"), deny("ecr:PutImage")] },
    gives: { verdict: "deny", reason: "explicit-deny", by: "scp", statement: 1 },
  },
  {
    title: "another action is denied",
    source: evaluation,
    policies: { identity: ALL, scp: [allow("*"), deny("ecr:DeleteRepository")] },
    gives: "allow",
  },
  {
    title: "other Regions are denied",
    source,
    context: { "aws:RequestedRegion": "us-east-1" },
    policies: {
      identity: ALL,
      scp: [
        allow("*"),
        deny(undefined, { NotAction: "iam:*", Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-central-1", "eu-west-1"] } } }),
      ],
    },
    gives: { verdict: "deny", by: "scp" },
  },
  {
    title: "an allowed Region",
    source,
    context: { "aws:RequestedRegion": "eu-west-1" },
    policies: {
      identity: ALL,
      scp: [
        allow("*"),
        deny(undefined, { NotAction: "iam:*", Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-central-1", "eu-west-1"] } } }),
      ],
    },
    gives: "allow",
  },
  {
    title: "an exception for one role",
    source,
    caller: session("admin"),
    context: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/admin" },
    policies: { identity: ALL, scp: [allow("*"), deny("ecr:*", { Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/admin" } } })] },
    gives: "allow",
  },
  {
    title: "no exception for the others",
    source,
    context: { "aws:PrincipalArn": anna.arn },
    policies: { identity: ALL, scp: [allow("*"), deny("ecr:*", { Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/admin" } } })] },
    gives: { verdict: "deny", by: "scp" },
  },
  {
    title: "an SCP of the caller's account counts for resources elsewhere",
    source,
    caller: eve,
    policies: { identity: ALL, resource: [grant("*")], scp: [allow("s3:*")] },
    gives: { verdict: "deny", reason: "implicit-deny-scp" },
  },
  {
    title: "a repository's grant does not pass the SCP",
    source,
    policies: { resource: [grant("*")], scp: [allow("s3:*")] },
    gives: { verdict: "deny", reason: "implicit-deny-scp" },
  },
  { title: "an RCP that allows all changes nothing", source: PAGES.rcpEvaluation, policies: { identity: ALL, rcp: [FULL] }, gives: "allow" },
  { title: "an RCP grants nothing", source: rcps, policies: { rcp: [FULL] }, gives: { verdict: "deny", reason: "implicit-deny-identity" } },
  {
    title: "an RCP keeps out who is not of the organization",
    source: rcps,
    caller: eve,
    context: { "aws:PrincipalOrgID": "o-other" },
    policies: {
      identity: ALL,
      resource: [grant("*")],
      rcp: [
        FULL,
        everyone(
          deny("ecr:*", {
            Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-home" }, BoolIfExists: { "aws:PrincipalIsAWSService": "false" } },
          }),
        ),
      ],
    },
    gives: { verdict: "deny", reason: "explicit-deny", by: "rcp" },
  },
  {
    title: "an RCP lets in who is of the organization",
    source: rcps,
    caller: eve,
    context: { "aws:PrincipalOrgID": "o-home", "aws:PrincipalIsAWSService": "false" },
    policies: {
      identity: ALL,
      resource: [grant("*")],
      rcp: [
        FULL,
        everyone(
          deny("ecr:*", {
            Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-home" }, BoolIfExists: { "aws:PrincipalIsAWSService": "false" } },
          }),
        ),
      ],
    },
    gives: "allow",
  },
  {
    title: "an RCP lets services pass that it excepts",
    source: rcps,
    caller: service("lambda.amazonaws.com"),
    context: { "aws:PrincipalIsAWSService": "true" },
    policies: {
      resource: [grant({ Service: "lambda.amazonaws.com" })],
      rcp: [
        FULL,
        everyone(
          deny("ecr:*", {
            Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-home" }, BoolIfExists: { "aws:PrincipalIsAWSService": "false" } },
          }),
        ),
      ],
    },
    gives: "allow",
  },
  {
    title: "an RCP reaches services that it does not except",
    source: rcps,
    caller: service("lambda.amazonaws.com"),
    policies: { resource: [grant({ Service: "lambda.amazonaws.com" })], rcp: [FULL, everyone(deny("ecr:*"))] },
    gives: { verdict: "deny", by: "rcp" },
  },
  {
    title: "without an Allow an RCP denies",
    source: PAGES.rcpEvaluation,
    policies: { identity: ALL, rcp: [everyone(allow("s3:*"))] },
    gives: { verdict: "deny", reason: "implicit-deny-rcp" },
  },
  {
    title: "an RCP is settled before an SCP",
    source: PAGES.order,
    policies: { identity: ALL, rcp: [], scp: [] },
    gives: { verdict: "deny", reason: "implicit-deny-rcp" },
  },
  { title: "both kinds allow", source: PAGES.order, policies: { identity: ALL, rcp: [FULL], scp: ALL }, gives: "allow" },
];
