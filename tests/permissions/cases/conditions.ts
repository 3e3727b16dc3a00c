/** Condition operators, each against one request. */
import { allow, PAGES } from "../builders.ts";
import type { Case } from "../case.ts";

const source = PAGES.operators;

/** anna may when the block holds for the request. */
function when(title: string, Condition: unknown, context: Case["context"], holds: boolean, page: string = source): Case {
  return {
    title,
    source: page,
    ...(context ? { context } : {}),
    policies: { identity: [allow("ecr:*", { Condition })] },
    gives: holds ? { verdict: "allow", reason: "identity-allow" } : { verdict: "deny", missed: "Condition" },
  };
}

const team = { "aws:PrincipalTag/team": "web" };

export const strings: readonly Case[] = [
  when("StringEquals, the same", { StringEquals: { "aws:PrincipalTag/team": "web" } }, team, true),
  when("StringEquals, another case", { StringEquals: { "aws:PrincipalTag/team": "Web" } }, team, false),
  when("StringEquals has no wildcards", { StringEquals: { "aws:PrincipalTag/team": "w*" } }, team, false),
  when("StringEquals, one of a list", { StringEquals: { "aws:PrincipalTag/team": ["api", "web"] } }, team, true),
  when("StringEquals, none of a list", { StringEquals: { "aws:PrincipalTag/team": ["api", "db"] } }, team, false),
  when("StringEquals, a missing key", { StringEquals: { "aws:PrincipalTag/team": "web" } }, {}, false),
  when("StringEquals, an empty text", { StringEquals: { "aws:PrincipalTag/team": "" } }, { "aws:PrincipalTag/team": "" }, true),
  when("StringNotEquals, another", { StringNotEquals: { "aws:PrincipalTag/team": "api" } }, team, true),
  when("StringNotEquals, the same", { StringNotEquals: { "aws:PrincipalTag/team": "web" } }, team, false),
  when("StringNotEquals, none may be the same", { StringNotEquals: { "aws:PrincipalTag/team": ["api", "web"] } }, team, false),
  when("StringNotEquals, a missing key", { StringNotEquals: { "aws:PrincipalTag/team": "web" } }, {}, true),
  when("StringEqualsIgnoreCase", { StringEqualsIgnoreCase: { "aws:PrincipalTag/team": "WEB" } }, team, true),
  when("StringEqualsIgnoreCase, another", { StringEqualsIgnoreCase: { "aws:PrincipalTag/team": "WEBS" } }, team, false),
  when("StringNotEqualsIgnoreCase", { StringNotEqualsIgnoreCase: { "aws:PrincipalTag/team": "WEB" } }, team, false),
  when("StringNotEqualsIgnoreCase, another", { StringNotEqualsIgnoreCase: { "aws:PrincipalTag/team": "API" } }, team, true),
  when("StringLike, a star", { StringLike: { "aws:PrincipalTag/team": "w*" } }, team, true),
  when("StringLike, a question mark", { StringLike: { "aws:PrincipalTag/team": "w?b" } }, team, true),
  when("StringLike keeps the case", { StringLike: { "aws:PrincipalTag/team": "W*" } }, team, false),
  when("StringLike, a star alone needs a value", { StringLike: { "aws:PrincipalTag/team": "*" } }, {}, false),
  when("StringLike, a star matches the empty text", { StringLike: { "aws:PrincipalTag/team": "*" } }, { "aws:PrincipalTag/team": "" }, true),
  when("StringNotLike", { StringNotLike: { "aws:PrincipalTag/team": "w*" } }, team, false),
  when("StringNotLike, another", { StringNotLike: { "aws:PrincipalTag/team": "a*" } }, team, true),
  when("StringNotLike, a missing key", { StringNotLike: { "aws:PrincipalTag/team": "a*" } }, {}, true),
  when("names of keys do not care for case", { StringEquals: { "AWS:principaltag/TEAM": "web" } }, team, true, PAGES.condition),
  when(
    "two operators are an and",
    { StringEquals: { "aws:PrincipalTag/team": "web" }, StringLike: { "aws:username": "b*" } },
    { ...team, "aws:username": "anna" },
    false,
    PAGES.combining,
  ),
  when(
    "two operators that both hold",
    { StringEquals: { "aws:PrincipalTag/team": "web" }, StringLike: { "aws:username": "a*" } },
    { ...team, "aws:username": "anna" },
    true,
    PAGES.combining,
  ),
  when(
    "two keys are an and",
    { StringEquals: { "aws:PrincipalTag/team": "web", "aws:username": "ben" } },
    { ...team, "aws:username": "anna" },
    false,
    PAGES.combining,
  ),
  when(
    "two keys that both hold",
    { StringEquals: { "aws:PrincipalTag/team": "web", "aws:username": "anna" } },
    { ...team, "aws:username": "anna" },
    true,
    PAGES.combining,
  ),
  when("an empty block holds", {}, {}, true, PAGES.condition),
  when("an operator that does not exist never holds", { StringMatches: { "aws:username": "anna" } }, { "aws:username": "anna" }, false),
];

const at = (time: string) => ({ "aws:CurrentTime": time });
const noon = at("2026-11-23T12:00:00Z");
const size = { "s3:max-keys": "10" };

export const numbersAndDates: readonly Case[] = [
  when("NumericEquals", { NumericEquals: { "s3:max-keys": "10" } }, size, true),
  when("NumericEquals, a number in the policy", { NumericEquals: { "s3:max-keys": 10 } }, size, true),
  when("NumericEquals, written otherwise", { NumericEquals: { "s3:max-keys": "10.0" } }, size, true),
  when("NumericEquals, no number", { NumericEquals: { "s3:max-keys": "ten" } }, size, false),
  when("NumericEquals, the request has no number", { NumericEquals: { "s3:max-keys": "10" } }, { "s3:max-keys": "ten" }, false),
  when("NumericNotEquals", { NumericNotEquals: { "s3:max-keys": "10" } }, size, false),
  when("NumericNotEquals, another", { NumericNotEquals: { "s3:max-keys": "11" } }, size, true),
  when("NumericNotEquals, a missing key", { NumericNotEquals: { "s3:max-keys": "11" } }, {}, true),
  when("NumericLessThan", { NumericLessThan: { "s3:max-keys": "11" } }, size, true),
  when("NumericLessThan, equal", { NumericLessThan: { "s3:max-keys": "10" } }, size, false),
  when("NumericLessThan compares numbers, not letters", { NumericLessThan: { "s3:max-keys": "9" } }, size, false),
  when("NumericLessThanEquals, equal", { NumericLessThanEquals: { "s3:max-keys": "10" } }, size, true),
  when("NumericGreaterThan", { NumericGreaterThan: { "s3:max-keys": "9" } }, size, true),
  when("NumericGreaterThan, equal", { NumericGreaterThan: { "s3:max-keys": "10" } }, size, false),
  when("NumericGreaterThanEquals, equal", { NumericGreaterThanEquals: { "s3:max-keys": "10" } }, size, true),
  when("NumericGreaterThanEquals, a missing key", { NumericGreaterThanEquals: { "s3:max-keys": "10" } }, {}, false),
  when("DateEquals", { DateEquals: { "aws:CurrentTime": "2026-11-23T12:00:00Z" } }, noon, true),
  when("DateEquals, the same moment in another zone", { DateEquals: { "aws:CurrentTime": "2026-11-23T13:00:00+01:00" } }, noon, true),
  when("DateNotEquals", { DateNotEquals: { "aws:CurrentTime": "2026-11-23T12:00:00Z" } }, noon, false),
  when("DateNotEquals, a missing key", { DateNotEquals: { "aws:TokenIssueTime": "2026-11-23T12:00:00Z" } }, {}, true),
  when("DateLessThan", { DateLessThan: { "aws:CurrentTime": "2026-11-23T12:00:01Z" } }, noon, true),
  when("DateLessThan, equal", { DateLessThan: { "aws:CurrentTime": "2026-11-23T12:00:00Z" } }, noon, false),
  when("DateLessThanEquals, equal", { DateLessThanEquals: { "aws:CurrentTime": "2026-11-23T12:00:00Z" } }, noon, true),
  when("DateGreaterThan", { DateGreaterThan: { "aws:CurrentTime": "2026-11-23T11:59:59Z" } }, noon, true),
  when("DateGreaterThan, a day alone is its midnight", { DateGreaterThan: { "aws:CurrentTime": "2026-11-23" } }, noon, true),
  when("DateGreaterThan, a year alone", { DateGreaterThan: { "aws:CurrentTime": "2027" } }, noon, false),
  when("DateGreaterThanEquals, equal", { DateGreaterThanEquals: { "aws:CurrentTime": "2026-11-23T12:00:00Z" } }, noon, true),
  when("a date as seconds since 1970", { DateGreaterThan: { "aws:EpochTime": "1700000000" } }, { "aws:EpochTime": "1795000000" }, true),
  when("a date against seconds since 1970", { DateLessThan: { "aws:EpochTime": "2026-11-23T12:00:00Z" } }, { "aws:EpochTime": "1795000000" }, true),
  when("what is no date never holds", { DateLessThan: { "aws:CurrentTime": "tomorrow" } }, noon, false),
  when(
    "a time between two bounds",
    { DateGreaterThan: { "aws:CurrentTime": "2026-11-01T00:00:00Z" }, DateLessThan: { "aws:CurrentTime": "2026-12-01T00:00:00Z" } },
    noon,
    true,
  ),
];

const safe = { "aws:SecureTransport": "true" };
const from = (address: string) => ({ "aws:SourceIp": address });

export const othersOperators: readonly Case[] = [
  when("Bool, true", { Bool: { "aws:SecureTransport": "true" } }, safe, true),
  when("Bool, a boolean in the policy", { Bool: { "aws:SecureTransport": true } }, safe, true),
  when("Bool, false", { Bool: { "aws:SecureTransport": "false" } }, safe, false),
  when("Bool, a missing key", { Bool: { "aws:MultiFactorAuthPresent": "false" } }, {}, false),
  when("BoolIfExists, a missing key", { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } }, {}, true),
  when("BinaryEquals", { BinaryEquals: { key: "QmluYXJ5VmFsdWVJbkJhc2U2NA==" } }, { key: "QmluYXJ5VmFsdWVJbkJhc2U2NA==" }, true),
  when("BinaryEquals, other bytes", { BinaryEquals: { key: "QmluYXJ5VmFsdWVJbkJhc2U2NA==" } }, { key: "Qg==" }, false),
  when("IpAddress in its network", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, from("203.0.113.10"), true),
  when("IpAddress outside", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, from("203.0.114.10"), false),
  when("IpAddress, one address", { IpAddress: { "aws:SourceIp": "203.0.113.10" } }, from("203.0.113.10"), true),
  when("IpAddress, one of several networks", { IpAddress: { "aws:SourceIp": ["192.0.2.0/24", "203.0.113.0/24"] } }, from("203.0.113.10"), true),
  when("IpAddress, a length within a byte", { IpAddress: { "aws:SourceIp": "203.0.113.8/30" } }, from("203.0.113.12"), false),
  when("IpAddress, everything", { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } }, from("8.8.8.8"), true),
  when("IpAddress, version 6", { IpAddress: { "aws:SourceIp": "2001:db8:1234:5678::/64" } }, from("2001:db8:1234:5678::1"), true),
  when("IpAddress, version 6 outside", { IpAddress: { "aws:SourceIp": "2001:db8:1234:5678::/64" } }, from("2001:db8:1234:5679::1"), false),
  when("IpAddress, version 6 written in full", { IpAddress: { "aws:SourceIp": "2001:0DB8:0:0:0:0:0:1" } }, from("2001:db8::1"), true),
  when("IpAddress, version 4 is not in a network of version 6", { IpAddress: { "aws:SourceIp": "::/0" } }, from("203.0.113.10"), false),
  when("IpAddress, a missing key", { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } }, {}, false),
  when("IpAddress, what is no network never holds", { IpAddress: { "aws:SourceIp": "203.0.113.0/33" } }, from("203.0.113.10"), false),
  when("NotIpAddress outside", { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, from("198.51.100.1"), true),
  when("NotIpAddress in its network", { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, from("203.0.113.10"), false),
  when("NotIpAddress, a missing key", { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, {}, true),
  when(
    "ArnEquals, the same",
    { ArnEquals: { "aws:SourceArn": "arn:aws:codebuild:us-east-1:111122223333:project/web" } },
    { "aws:SourceArn": "arn:aws:codebuild:us-east-1:111122223333:project/web" },
    true,
  ),
  when(
    "ArnEquals behaves like ArnLike",
    { ArnEquals: { "aws:SourceArn": "arn:aws:codebuild:*:111122223333:project/*" } },
    { "aws:SourceArn": "arn:aws:codebuild:us-east-1:111122223333:project/web" },
    true,
  ),
  when(
    "ArnLike, a star in a part",
    { ArnLike: { "aws:SourceArn": "arn:aws:lambda:us-*:111122223333:function:*" } },
    { "aws:SourceArn": "arn:aws:lambda:us-east-1:111122223333:function:resize" },
    true,
  ),
  when(
    "ArnLike, a star keeps to its part",
    { ArnLike: { "aws:SourceArn": "arn:aws:lambda:*:function:resize" } },
    { "aws:SourceArn": "arn:aws:lambda:us-east-1:111122223333:function:resize" },
    false,
  ),
  when(
    "ArnLike, the sixth part may hold colons",
    { ArnLike: { "aws:SourceArn": "arn:aws:lambda:us-east-1:111122223333:function:*:live" } },
    { "aws:SourceArn": "arn:aws:lambda:us-east-1:111122223333:function:resize:live" },
    true,
  ),
  when("ArnLike, what is no ARN never holds", { ArnLike: { "aws:SourceArn": "arn:aws:*:*:*:*" } }, { "aws:SourceArn": "resize" }, false),
  when(
    "ArnNotEquals",
    { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::111122223333:user/anna" } },
    { "aws:PrincipalArn": "arn:aws:iam::111122223333:user/anna" },
    false,
  ),
  when(
    "ArnNotLike, another account",
    { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::444455556666:*" } },
    { "aws:PrincipalArn": "arn:aws:iam::111122223333:user/anna" },
    true,
  ),
  when("ArnNotLike, a missing key", { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::444455556666:*" } }, {}, true),
];

const tags = (...values: string[]) => ({ "aws:TagKeys": values });

export const setsAndMissing: readonly Case[] = [
  when(
    "ForAllValues, all are wanted",
    { "ForAllValues:StringEquals": { "aws:TagKeys": ["env", "team", "cost"] } },
    tags("env", "team"),
    true,
    PAGES.sets,
  ),
  when("ForAllValues, one is not", { "ForAllValues:StringEquals": { "aws:TagKeys": ["env"] } }, tags("env", "team"), false, PAGES.sets),
  when("ForAllValues, a missing key", { "ForAllValues:StringEquals": { "aws:TagKeys": ["env"] } }, {}, true, PAGES.sets),
  when("ForAllValues, an empty set", { "ForAllValues:StringEquals": { "aws:TagKeys": ["env"] } }, tags(), true, PAGES.sets),
  when("ForAllValues, an empty text counts as nothing", { "ForAllValues:StringEquals": { "aws:TagKeys": ["env"] } }, tags(""), true, PAGES.sets),
  when(
    "ForAllValues with a negation: none may be there",
    { "ForAllValues:StringNotEquals": { "aws:TagKeys": ["secret"] } },
    tags("env", "secret"),
    false,
    PAGES.sets,
  ),
  when(
    "ForAllValues with a negation, and none is",
    { "ForAllValues:StringNotEquals": { "aws:TagKeys": ["secret"] } },
    tags("env", "team"),
    true,
    PAGES.sets,
  ),
  when("ForAllValues with wildcards", { "ForAllValues:StringLike": { "aws:TagKeys": ["team-*"] } }, tags("team-a", "team-b"), true, PAGES.sets),
  when("ForAnyValue, one is wanted", { "ForAnyValue:StringEquals": { "aws:TagKeys": ["env"] } }, tags("env", "team"), true, PAGES.sets),
  when("ForAnyValue, none is", { "ForAnyValue:StringEquals": { "aws:TagKeys": ["cost"] } }, tags("env", "team"), false, PAGES.sets),
  when("ForAnyValue, a missing key", { "ForAnyValue:StringEquals": { "aws:TagKeys": ["env"] } }, {}, false, PAGES.sets),
  when("ForAnyValue, an empty set", { "ForAnyValue:StringEquals": { "aws:TagKeys": ["env"] } }, tags(), false, PAGES.sets),
  when(
    "ForAnyValue with a negation: one other is enough",
    { "ForAnyValue:StringNotEquals": { "aws:TagKeys": ["env"] } },
    tags("env", "team"),
    true,
    PAGES.sets,
  ),
  when("ForAnyValue with a negation, and no other", { "ForAnyValue:StringNotEquals": { "aws:TagKeys": ["env"] } }, tags("env"), false, PAGES.sets),
  when("ForAnyValue with wildcards", { "ForAnyValue:StringLike": { "aws:TagKeys": "te*" } }, tags("env", "team"), true, PAGES.sets),
  when("ForAnyValueIfExists, a missing key", { "ForAnyValue:StringEqualsIfExists": { "aws:TagKeys": "env" } }, {}, true, PAGES.operators),
  when(
    "ForAllValues with Null: the set must be there",
    { "ForAllValues:StringEquals": { "aws:TagKeys": ["env"] }, Null: { "aws:TagKeys": "false" } },
    {},
    false,
    PAGES.sets,
  ),
  when("StringEqualsIfExists, a missing key", { StringEqualsIfExists: { "aws:PrincipalTag/team": "web" } }, {}, true),
  when(
    "StringEqualsIfExists, the wrong value",
    { StringEqualsIfExists: { "aws:PrincipalTag/team": "web" } },
    { "aws:PrincipalTag/team": "api" },
    false,
  ),
  when(
    "StringEqualsIfExists, the right value",
    { StringEqualsIfExists: { "aws:PrincipalTag/team": "web" } },
    { "aws:PrincipalTag/team": "web" },
    true,
  ),
  when("StringLikeIfExists", { StringLikeIfExists: { "aws:PrincipalTag/team": "w*" } }, { "aws:PrincipalTag/team": "api" }, false),
  when("StringNotEqualsIfExists, a missing key", { StringNotEqualsIfExists: { "aws:PrincipalTag/team": "web" } }, {}, true),
  when("NumericLessThanIfExists, a missing key", { NumericLessThanIfExists: { "aws:MultiFactorAuthAge": "3600" } }, {}, true),
  when(
    "NumericLessThanIfExists, too old",
    { NumericLessThanIfExists: { "aws:MultiFactorAuthAge": "3600" } },
    { "aws:MultiFactorAuthAge": "4000" },
    false,
  ),
  when("IpAddressIfExists, a missing key", { IpAddressIfExists: { "aws:SourceIp": "203.0.113.0/24" } }, {}, true),
  when(
    "ArnLikeIfExists, the wrong value",
    { ArnLikeIfExists: { "aws:SourceArn": "arn:aws:lambda:*:*:function:*" } },
    { "aws:SourceArn": "arn:aws:sns:us-east-1:111122223333:topic" },
    false,
  ),
  when("Null true, a missing key", { Null: { "aws:TokenIssueTime": "true" } }, {}, true),
  when("Null true, a key that is there", { Null: { "aws:TokenIssueTime": "true" } }, { "aws:TokenIssueTime": "2026-11-23T12:00:00Z" }, false),
  when("Null false, a key that is there", { Null: { "aws:TokenIssueTime": "false" } }, { "aws:TokenIssueTime": "2026-11-23T12:00:00Z" }, true),
  when("Null false, a missing key", { Null: { "aws:TokenIssueTime": false } }, {}, false),
  when("Null knows no IfExists", { NullIfExists: { "aws:TokenIssueTime": "true" } }, {}, false),
];
