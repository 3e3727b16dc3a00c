/** Recorded from aws-cli/2.36.12 by tests/compare/queries.ts: what each command of query-cases.ts printed and asked. */
import type { RecordedQuery } from "./query-outcome.ts";

export const QUERY_RECORDED: Readonly<Record<string, RecordedQuery>> = {
  "aws iam get-user --user-name x": {
    status: 254,
    stdout: "",
    stderr: "\naws: [ERROR]: An error occurred (NoSuchEntity) when calling the GetUser operation: The user with name x cannot be found.\n",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=GetUser&Version=2010-05-08&UserName=x" }],
  },
  "aws iam get-user --user-name x --cli-error-format json": {
    status: 254,
    stdout: "",
    stderr: '{\n    "Code": "NoSuchEntity",\n    "Message": "The user with name x cannot be found."\n}\n',
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=GetUser&Version=2010-05-08&UserName=x" }],
  },
  "aws iam get-user": {
    status: 0,
    stdout:
      '{\n    "User": {\n        "Path": "/",\n        "UserName": "a",\n        "UserId": "AIDAEXAMPLEa",\n        "Arn": "arn:aws:iam::111122223333:user/a",\n        "CreateDate": "2026-11-23T08:00:00+00:00",\n        "Tags": [\n            {\n                "Key": "k",\n                "Value": "v"\n            }\n        ]\n    }\n}\n',
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=GetUser&Version=2010-05-08" }],
  },
  "aws iam create-user --user-name ci --path /a b/ --tags Key=a,Value=b c Key=d,Value= --permissions-boundary arn:aws:iam::111122223333:policy/b": {
    status: 0,
    stdout:
      '{\n    "User": {\n        "Path": "/",\n        "UserName": "ci",\n        "UserId": "AIDAEXAMPLEci",\n        "Arn": "arn:aws:iam::111122223333:user/ci",\n        "CreateDate": "2026-11-23T08:00:00+00:00",\n        "PermissionsBoundary": {\n            "PermissionsBoundaryType": "Policy",\n            "PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/b"\n        }\n    }\n}\n',
    stderr: "",
    asked: [
      {
        signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request",
        body: "Action=CreateUser&Version=2010-05-08&Path=%2Fa+b%2F&UserName=ci&PermissionsBoundary=arn%3Aaws%3Aiam%3A%3A111122223333%3Apolicy%2Fb&Tags.member.1.Key=a&Tags.member.1.Value=b+c&Tags.member.2.Key=d&Tags.member.2.Value=",
      },
    ],
  },
  "aws iam create-user": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): the following arguments are required: --user-name\n\nusage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\nTo see help text, you can run:\n\n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n",
    asked: [],
  },
  "aws iam create-user --user-name ": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:\nInvalid length for parameter UserName, value: 0, valid min length: 1\n",
    asked: [],
  },
  "aws iam list-users": {
    status: 0,
    stdout:
      '{\n    "Users": [\n        {\n            "Path": "/",\n            "UserName": "a",\n            "UserId": "AIDAEXAMPLEa",\n            "Arn": "arn:aws:iam::111122223333:user/a",\n            "CreateDate": "2026-11-23T08:00:00+00:00"\n        },\n        {\n            "Path": "/",\n            "UserName": "b",\n            "UserId": "AIDAEXAMPLEb",\n            "Arn": "arn:aws:iam::111122223333:user/b",\n            "CreateDate": "2026-11-23T08:00:00+00:00"\n        }\n    ]\n}\n',
    stderr: "",
    asked: [
      { signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=ListUsers&Version=2010-05-08" },
      { signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=ListUsers&Version=2010-05-08&Marker=m1" },
    ],
  },
  "aws iam list-users --max-items 1": {
    status: 0,
    stdout:
      '{\n    "Users": [\n        {\n            "Path": "/",\n            "UserName": "a",\n            "UserId": "AIDAEXAMPLEa",\n            "Arn": "arn:aws:iam::111122223333:user/a",\n            "CreateDate": "2026-11-23T08:00:00+00:00"\n        }\n    ],\n    "NextToken": "eyJNYXJrZXIiOiAibTEifQ=="\n}\n',
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=ListUsers&Version=2010-05-08" }],
  },
  "aws iam list-users --max-items 1 (2)": {
    status: 0,
    stdout:
      '{\n    "Users": [\n        {\n            "Path": "/",\n            "UserName": "a",\n            "UserId": "AIDAEXAMPLEa",\n            "Arn": "arn:aws:iam::111122223333:user/a",\n            "CreateDate": "2026-11-23T08:00:00+00:00"\n        }\n    ],\n    "NextToken": "eyJNYXJrZXIiOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ=="\n}\n',
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=ListUsers&Version=2010-05-08" }],
  },
  "aws iam list-users --no-paginate --max-items 2": {
    status: 0,
    stdout:
      '{\n    "Users": [\n        {\n            "Path": "/",\n            "UserName": "a",\n            "UserId": "AIDAEXAMPLEa",\n            "Arn": "arn:aws:iam::111122223333:user/a",\n            "CreateDate": "2026-11-23T08:00:00+00:00"\n        }\n    ],\n    "IsTruncated": true,\n    "Marker": "m1"\n}\n',
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=ListUsers&Version=2010-05-08&MaxItems=2" }],
  },
  "aws iam list-users --marker q --max-items 2": {
    status: 0,
    stdout:
      '{\n    "Users": [\n        {\n            "Path": "/",\n            "UserName": "a",\n            "UserId": "AIDAEXAMPLEa",\n            "Arn": "arn:aws:iam::111122223333:user/a",\n            "CreateDate": "2026-11-23T08:00:00+00:00"\n        }\n    ],\n    "IsTruncated": true,\n    "Marker": "m1"\n}\n',
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=ListUsers&Version=2010-05-08&Marker=q&MaxItems=2" }],
  },
  "aws iam list-users --marker q --page-size 2": {
    status: 252,
    stdout: "",
    stderr: "\naws: [ERROR]: An error occurred (ParamValidation): Cannot specify --no-paginate along with pagination arguments: --page-size\n",
    asked: [],
  },
  "aws iam list-users --page-size 2 --starting-token eyJNYXJrZXIiOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ==": {
    status: 0,
    stdout:
      '{\n    "Users": [\n        {\n            "Path": "/",\n            "UserName": "b",\n            "UserId": "AIDAEXAMPLEb",\n            "Arn": "arn:aws:iam::111122223333:user/b",\n            "CreateDate": "2026-11-23T08:00:00+00:00"\n        }\n    ]\n}\n',
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=ListUsers&Version=2010-05-08&MaxItems=2" }],
  },
  "aws iam list-users --output text": {
    status: 0,
    stdout: "USERS\tarn:aws:iam::111122223333:user/a\t2026-11-23T08:00:00+00:00\t/\tAIDAEXAMPLEa\ta\n",
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=ListUsers&Version=2010-05-08" }],
  },
  "aws iam list-users --output table": {
    status: 0,
    stdout:
      "------------------------------------------------------\n|                      ListUsers                     |\n+----------------------------------------------------+\n||                       Users                      ||\n|+-------------+------------------------------------+|\n||  Arn        |  arn:aws:iam::111122223333:user/a  ||\n||  CreateDate |  2026-11-23T08:00:00+00:00         ||\n||  Path       |  /                                 ||\n||  UserId     |  AIDAEXAMPLEa                      ||\n||  UserName   |  a                                 ||\n|+-------------+------------------------------------+|\n",
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=ListUsers&Version=2010-05-08" }],
  },
  "aws iam list-users (2)": {
    status: 0,
    stdout: '{\n    "Users": []\n}\n',
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=ListUsers&Version=2010-05-08" }],
  },
  "aws iam get-group --group-name g": {
    status: 0,
    stdout:
      '{\n    "Users": [\n        {\n            "Path": "/",\n            "UserName": "a",\n            "UserId": "AIDAEXAMPLEa",\n            "Arn": "arn:aws:iam::111122223333:user/a",\n            "CreateDate": "2026-11-23T08:00:00+00:00"\n        }\n    ],\n    "Group": {\n        "Path": "/",\n        "GroupName": "g",\n        "GroupId": "AGPA",\n        "Arn": "arn:aws:iam::111122223333:group/g",\n        "CreateDate": "2026-11-23T08:00:00+00:00"\n    }\n}\n',
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=GetGroup&Version=2010-05-08&GroupName=g" }],
  },
  "aws iam list-entities-for-policy --policy-arn arn:aws:iam::111122223333:policy/p": {
    status: 0,
    stdout:
      '{\n    "PolicyGroups": [],\n    "PolicyUsers": [\n        {\n            "UserName": "a",\n            "UserId": "AIDA"\n        }\n    ],\n    "PolicyRoles": []\n}\n',
    stderr: "",
    asked: [
      {
        signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request",
        body: "Action=ListEntitiesForPolicy&Version=2010-05-08&PolicyArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Apolicy%2Fp",
      },
    ],
  },
  "aws iam list-entities-for-policy --policy-arn arn:aws:iam::111122223333:policy/p --output text": {
    status: 0,
    stdout: "POLICYUSERS\tAIDA\ta\n",
    stderr: "",
    asked: [
      {
        signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request",
        body: "Action=ListEntitiesForPolicy&Version=2010-05-08&PolicyArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Apolicy%2Fp",
      },
    ],
  },
  "aws iam put-user-policy --user-name ci --policy-name p --policy-document file://p.json": {
    status: 0,
    stdout: "",
    stderr: "",
    asked: [
      {
        signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request",
        body: "Action=PutUserPolicy&Version=2010-05-08&UserName=ci&PolicyName=p&PolicyDocument=%7B%0A+%22Version%22%3A+%222012-10-17%22%2C%0A+%22Statement%22%3A+%5B%5D%0A%7D%0A",
      },
    ],
  },
  "aws iam put-user-policy --user-name ci --policy-name p --policy-document file://nope.json": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): Error parsing parameter '--policy-document': Unable to load paramfile file://nope.json: [Errno 2] No such file or directory: 'nope.json'\n",
    asked: [],
  },
  "aws iam get-user-policy --user-name ci --policy-name p": {
    status: 0,
    stdout:
      '{\n    "UserName": "ci",\n    "PolicyName": "p",\n    "PolicyDocument": {\n        "Version": "2012-10-17",\n        "Statement": [\n            {\n                "Effect": "Allow",\n                "Action": "ecr:*",\n                "Resource": "*"\n            }\n        ]\n    }\n}\n',
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=GetUserPolicy&Version=2010-05-08&UserName=ci&PolicyName=p" }],
  },
  "aws iam get-user-policy --user-name ci --policy-name p --output text": {
    status: 0,
    stdout: "p\tci\nPOLICYDOCUMENT\t2012-10-17\nSTATEMENT\tecr:*\tAllow\t*\n",
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=GetUserPolicy&Version=2010-05-08&UserName=ci&PolicyName=p" }],
  },
  "aws iam get-user-policy --user-name ci --policy-name p --output table": {
    status: 0,
    stdout:
      "--------------------------------------\n|            GetUserPolicy           |\n+------------------+-----------------+\n|    PolicyName    |    UserName     |\n+------------------+-----------------+\n|  p               |  ci             |\n+------------------+-----------------+\n||          PolicyDocument          ||\n|+--------------+-------------------+|\n||  Version     |  2012-10-17       ||\n|+--------------+-------------------+|\n|||            Statement           |||\n||+--------+----------+------------+||\n||| Action | Effect   | Resource   |||\n||+--------+----------+------------+||\n|||  ecr:* |  Allow   |  *         |||\n||+--------+----------+------------+||\n",
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=GetUserPolicy&Version=2010-05-08&UserName=ci&PolicyName=p" }],
  },
  "aws iam get-user-policy --user-name ci --policy-name p --output yaml": {
    status: 0,
    stdout:
      "PolicyDocument:\n  Statement:\n  - Action: ecr:*\n    Effect: Allow\n    Resource: '*'\n  Version: '2012-10-17'\nPolicyName: p\nUserName: ci\n",
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=GetUserPolicy&Version=2010-05-08&UserName=ci&PolicyName=p" }],
  },
  "aws iam get-policy-version --policy-arn arn:aws:iam::111122223333:policy/p --version-id v1 --query PolicyVersion.Document.Statement[0].Action": {
    status: 0,
    stdout: '"ecr:*"\n',
    stderr: "",
    asked: [
      {
        signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request",
        body: "Action=GetPolicyVersion&Version=2010-05-08&PolicyArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Apolicy%2Fp&VersionId=v1",
      },
    ],
  },
  "aws iam create-policy --policy-name p --policy-document file://p.json --description it's ~a*b(c)": {
    status: 0,
    stdout:
      '{\n    "Policy": {\n        "PolicyName": "p",\n        "PolicyId": "ANPA",\n        "Arn": "arn:aws:iam::111122223333:policy/p",\n        "Path": "/",\n        "DefaultVersionId": "v1",\n        "AttachmentCount": 0,\n        "PermissionsBoundaryUsageCount": 0,\n        "IsAttachable": true,\n        "CreateDate": "2026-11-23T08:00:00+00:00",\n        "UpdateDate": "2026-11-23T08:00:00+00:00"\n    }\n}\n',
    stderr: "",
    asked: [
      {
        signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request",
        body: "Action=CreatePolicy&Version=2010-05-08&PolicyName=p&PolicyDocument=%7B%0A+%22Version%22%3A+%222012-10-17%22%2C%0A+%22Statement%22%3A+%5B%5D%0A%7D%0A&Description=it%27s+~a%2Ab%28c%29",
      },
    ],
  },
  "aws iam create-policy-version --policy-arn arn:aws:iam::111122223333:policy/p --policy-document {} --set-as-default": {
    status: 0,
    stdout:
      '{\n    "PolicyVersion": {\n        "VersionId": "v2",\n        "IsDefaultVersion": true,\n        "CreateDate": "2026-11-23T08:00:00+00:00"\n    }\n}\n',
    stderr: "",
    asked: [
      {
        signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request",
        body: "Action=CreatePolicyVersion&Version=2010-05-08&PolicyArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Apolicy%2Fp&PolicyDocument=%7B%7D&SetAsDefault=true",
      },
    ],
  },
  'aws iam create-role --role-name ci --assume-role-policy-document {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]} --max-session-duration 7200':
    {
      status: 0,
      stdout:
        '{\n    "Role": {\n        "Path": "/",\n        "RoleName": "ci",\n        "RoleId": "AROAEXAMPLE",\n        "Arn": "arn:aws:iam::111122223333:role/ci",\n        "CreateDate": "2026-11-23T08:00:00+00:00",\n        "AssumeRolePolicyDocument": {\n            "Version": "2012-10-17",\n            "Statement": [\n                {\n                    "Effect": "Allow",\n                    "Principal": {\n                        "AWS": "arn:aws:iam::111122223333:root"\n                    },\n                    "Action": "sts:AssumeRole"\n                }\n            ]\n        },\n        "Description": "",\n        "MaxSessionDuration": 3600,\n        "RoleLastUsed": {}\n    }\n}\n',
      stderr: "",
      asked: [
        {
          signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request",
          body: "Action=CreateRole&Version=2010-05-08&RoleName=ci&AssumeRolePolicyDocument=%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22AWS%22%3A%22arn%3Aaws%3Aiam%3A%3A111122223333%3Aroot%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D&MaxSessionDuration=7200",
        },
      ],
    },
  'aws iam create-role --role-name ci --assume-role-policy-document {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]} --max-session-duration 60':
    {
      status: 252,
      stdout: "",
      stderr:
        "\naws: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:\nInvalid value for parameter MaxSessionDuration, value: 60, valid min value: 3600\n",
      asked: [],
    },
  "aws iam create-role --role-name ci": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): the following arguments are required: --assume-role-policy-document\n\nusage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\nTo see help text, you can run:\n\n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n",
    asked: [],
  },
  "aws iam get-role --role-name ci": {
    status: 0,
    stdout:
      '{\n    "Role": {\n        "Path": "/",\n        "RoleName": "ci",\n        "RoleId": "AROAEXAMPLE",\n        "Arn": "arn:aws:iam::111122223333:role/ci",\n        "CreateDate": "2026-11-23T08:00:00+00:00",\n        "AssumeRolePolicyDocument": {\n            "Version": "2012-10-17",\n            "Statement": [\n                {\n                    "Effect": "Allow",\n                    "Principal": {\n                        "AWS": "arn:aws:iam::111122223333:root"\n                    },\n                    "Action": "sts:AssumeRole"\n                }\n            ]\n        },\n        "Description": "",\n        "MaxSessionDuration": 3600,\n        "RoleLastUsed": {}\n    }\n}\n',
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=GetRole&Version=2010-05-08&RoleName=ci" }],
  },
  "aws iam update-role --role-name ci --description d": {
    status: 0,
    stdout: "",
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=UpdateRole&Version=2010-05-08&RoleName=ci&Description=d" }],
  },
  "aws iam attach-user-policy --user-name ci --policy-arn arn:aws:iam::111122223333:policy/p": {
    status: 0,
    stdout: "",
    stderr: "",
    asked: [
      {
        signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request",
        body: "Action=AttachUserPolicy&Version=2010-05-08&UserName=ci&PolicyArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Apolicy%2Fp",
      },
    ],
  },
  "aws iam attach-user-policy --user-name ci --policy-arn short": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:\nInvalid length for parameter PolicyArn, value: 5, valid min length: 20\n",
    asked: [],
  },
  "aws iam tag-user --user-name ci --tags []": {
    status: 0,
    stdout: "",
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=TagUser&Version=2010-05-08&UserName=ci&Tags=" }],
  },
  'aws iam tag-user --user-name ci --tags {"Key":"team","Value":"web"}': {
    status: 0,
    stdout: "",
    stderr: "",
    asked: [
      {
        signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request",
        body: "Action=TagUser&Version=2010-05-08&UserName=ci&Tags.member.1.Key=team&Tags.member.1.Value=web",
      },
    ],
  },
  "aws iam untag-user --user-name ci --tag-keys a b": {
    status: 0,
    stdout: "",
    stderr: "",
    asked: [
      {
        signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request",
        body: "Action=UntagUser&Version=2010-05-08&UserName=ci&TagKeys.member.1=a&TagKeys.member.2=b",
      },
    ],
  },
  "aws iam create-access-key --user-name ci": {
    status: 0,
    stdout:
      '{\n    "AccessKey": {\n        "UserName": "ci",\n        "AccessKeyId": "AKIA",\n        "Status": "Active",\n        "SecretAccessKey": "s&/K",\n        "CreateDate": "2026-11-23T08:00:00+00:00"\n    }\n}\n',
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=CreateAccessKey&Version=2010-05-08&UserName=ci" }],
  },
  "aws iam get-access-key-last-used --access-key-id AKIAIOSFODNN7EXAMPLE": {
    status: 0,
    stdout: '{\n    "UserName": "ci",\n    "AccessKeyLastUsed": {\n        "ServiceName": "N/A",\n        "Region": "N/A"\n    }\n}\n',
    stderr: "",
    asked: [
      {
        signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request",
        body: "Action=GetAccessKeyLastUsed&Version=2010-05-08&AccessKeyId=AKIAIOSFODNN7EXAMPLE",
      },
    ],
  },
  "aws iam get-account-summary": {
    status: 0,
    stdout: '{\n    "SummaryMap": {\n        "Users": 3,\n        "Groups": 1\n    }\n}\n',
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=GetAccountSummary&Version=2010-05-08" }],
  },
  "aws iam get-account-summary --output text": {
    status: 0,
    stdout: "SUMMARYMAP\t1\t3\n",
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=GetAccountSummary&Version=2010-05-08" }],
  },
  "aws iam get-account-authorization-details --filter User Role": {
    status: 0,
    stdout:
      '{\n    "UserDetailList": [\n        {\n            "Path": "/",\n            "UserName": "a",\n            "UserId": "AIDAEXAMPLEa",\n            "Arn": "arn:aws:iam::111122223333:user/a",\n            "CreateDate": "2026-11-23T08:00:00+00:00",\n            "UserPolicyList": [\n                {\n                    "PolicyName": "p",\n                    "PolicyDocument": {\n                        "Version": "2012-10-17",\n                        "Statement": [\n                            {\n                                "Effect": "Allow",\n                                "Action": "ecr:*",\n                                "Resource": "*"\n                            }\n                        ]\n                    }\n                }\n            ],\n            "GroupList": [],\n            "AttachedManagedPolicies": []\n        }\n    ],\n    "GroupDetailList": [],\n    "RoleDetailList": [],\n    "Policies": []\n}\n',
    stderr: "",
    asked: [
      {
        signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request",
        body: "Action=GetAccountAuthorizationDetails&Version=2010-05-08&Filter.member.1=User&Filter.member.2=Role",
      },
    ],
  },
  "aws iam simulate-custom-policy --policy-input-list {} file://p.json --action-names ecr:PutImage ecr:GetAuthorizationToken --context-entries ContextKeyName=aws:username,ContextKeyValues=a,b,ContextKeyType=stringList --resource-arns *":
    {
      status: 0,
      stdout:
        '{\n    "EvaluationResults": [\n        {\n            "EvalActionName": "ecr:PutImage",\n            "EvalResourceName": "*",\n            "EvalDecision": "allowed",\n            "MatchedStatements": [\n                {\n                    "SourcePolicyId": "PolicyInputList.1",\n                    "SourcePolicyType": "IAM Policy",\n                    "StartPosition": {\n                        "Line": 3,\n                        "Column": 5\n                    },\n                    "EndPosition": {\n                        "Line": 3,\n                        "Column": 9\n                    }\n                }\n            ],\n            "MissingContextValues": [],\n            "OrganizationsDecisionDetail": {\n                "AllowedByOrganizations": true\n            },\n            "EvalDecisionDetails": {\n                "a": "allowed"\n            },\n            "ResourceSpecificResults": []\n        }\n    ]\n}\n',
      stderr: "",
      asked: [
        {
          signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request",
          body: "Action=SimulateCustomPolicy&Version=2010-05-08&PolicyInputList.member.1=%7B%7D&PolicyInputList.member.2=file%3A%2F%2Fp.json&ActionNames.member.1=ecr%3APutImage&ActionNames.member.2=ecr%3AGetAuthorizationToken&ResourceArns.member.1=%2A&ContextEntries.member.1.ContextKeyName=aws%3Ausername&ContextEntries.member.1.ContextKeyValues.member.1=a&ContextEntries.member.1.ContextKeyValues.member.2=b&ContextEntries.member.1.ContextKeyType=stringList",
        },
      ],
    },
  "aws iam simulate-custom-policy --policy-input-list file://p.json --action-names ecr:PutImage": {
    status: 0,
    stdout: '{\n    "EvaluationResults": []\n}\n',
    stderr: "",
    asked: [
      {
        signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request",
        body: "Action=SimulateCustomPolicy&Version=2010-05-08&PolicyInputList.member.1=%7B&PolicyInputList.member.2=%0A&PolicyInputList.member.3=+&PolicyInputList.member.4=%22&PolicyInputList.member.5=V&PolicyInputList.member.6=e&PolicyInputList.member.7=r&PolicyInputList.member.8=s&PolicyInputList.member.9=i&PolicyInputList.member.10=o&PolicyInputList.member.11=n&PolicyInputList.member.12=%22&PolicyInputList.member.13=%3A&PolicyInputList.member.14=+&PolicyInputList.member.15=%22&PolicyInputList.member.16=2&PolicyInputList.member.17=0&PolicyInputList.member.18=1&PolicyInputList.member.19=2&PolicyInputList.member.20=-&PolicyInputList.member.21=1&PolicyInputList.member.22=0&PolicyInputList.member.23=-&PolicyInputList.member.24=1&PolicyInputList.member.25=7&PolicyInputList.member.26=%22&PolicyInputList.member.27=%2C&PolicyInputList.member.28=%0A&PolicyInputList.member.29=+&PolicyInputList.member.30=%22&PolicyInputList.member.31=S&PolicyInputList.member.32=t&PolicyInputList.member.33=a&PolicyInputList.member.34=t&PolicyInputList.member.35=e&PolicyInputList.member.36=m&PolicyInputList.member.37=e&PolicyInputList.member.38=n&PolicyInputList.member.39=t&PolicyInputList.member.40=%22&PolicyInputList.member.41=%3A&PolicyInputList.member.42=+&PolicyInputList.member.43=%5B&PolicyInputList.member.44=%5D&PolicyInputList.member.45=%0A&PolicyInputList.member.46=%7D&PolicyInputList.member.47=%0A&ActionNames.member.1=ecr%3APutImage",
      },
    ],
  },
  "aws iam create-open-id-connect-provider --url https://token.actions.githubusercontent.com --client-id-list sts.amazonaws.com": {
    status: 0,
    stdout: '{\n    "OpenIDConnectProviderArn": "arn:aws:iam::111122223333:oidc-provider/x"\n}\n',
    stderr: "",
    asked: [
      {
        signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request",
        body: "Action=CreateOpenIDConnectProvider&Version=2010-05-08&Url=https%3A%2F%2Ftoken.actions.githubusercontent.com&ClientIDList.member.1=sts.amazonaws.com",
      },
    ],
  },
  "aws iam list-policies --scope Local --only-attached": {
    status: 0,
    stdout: '{\n    "Policies": []\n}\n',
    stderr: "",
    asked: [
      { signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=ListPolicies&Version=2010-05-08&Scope=Local&OnlyAttached=true" },
    ],
  },
  "aws iam list-users --region eu-west-1": {
    status: 0,
    stdout: '{\n    "Users": []\n}\n',
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE eu-west-1/iam/aws4_request", body: "Action=ListUsers&Version=2010-05-08" }],
  },
  "noregion: aws iam list-users": {
    status: 253,
    stdout: "",
    stderr:
      '\naws: [ERROR]: An error occurred (NoRegion): You must specify a region. You can also configure your region by running "aws configure".\n',
    asked: [],
  },
  "aws iam nope": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): argument operation: Found invalid choice 'nope'\n\n\nusage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\nTo see help text, you can run:\n\n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n",
    asked: [],
  },
  "aws iam get-usr": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): argument operation: Found invalid choice 'get-usr'\n\nMaybe you meant:\n\n  * get-user\n\nusage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\nTo see help text, you can run:\n\n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n",
    asked: [],
  },
  "aws iam": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): the following arguments are required: operation\n\nusage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\nTo see help text, you can run:\n\n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n",
    asked: [],
  },
  "aws sts": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): the following arguments are required: operation\n\nusage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\nTo see help text, you can run:\n\n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n",
    asked: [],
  },
  "aws iam list-mfa-devices-x": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): argument operation: Found invalid choice 'list-mfa-devices-x'\n\nMaybe you meant:\n\n  * list-mfa-devices\n  * list-mfa-device-tags\n\nusage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\nTo see help text, you can run:\n\n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n",
    asked: [],
  },
  "aws iam wait user-exists --user-name x": {
    status: 255,
    stdout: "",
    stderr: "\naws: [ERROR]: Waiter UserExists failed: An error occurred (AccessDenied): no\n",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=GetUser&Version=2010-05-08&UserName=x" }],
  },
  "aws iam wait user-exists --user-name x (2)": {
    status: 0,
    stdout: "",
    stderr: "",
    asked: [
      { signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=GetUser&Version=2010-05-08&UserName=x" },
      { signed: "AKIAIOSFODNN7EXAMPLE us-east-1/iam/aws4_request", body: "Action=GetUser&Version=2010-05-08&UserName=x" },
    ],
  },
  "aws iam wait nope": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): argument subcommand: Found invalid choice 'nope'\n\n\nusage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\nTo see help text, you can run:\n\n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n",
    asked: [],
  },
  "aws iam wait": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): usage: aws [options] iam wait <subcommand> [parameters]\naws: [ERROR]: too few arguments\n",
    asked: [],
  },
  "aws iam get-user --generate-cli-skeleton": { status: 0, stdout: '{\n    "UserName": ""\n}\n', stderr: "", asked: [] },
  "aws iam create-role --generate-cli-skeleton": {
    status: 0,
    stdout:
      '{\n    "Path": "",\n    "RoleName": "",\n    "AssumeRolePolicyDocument": "",\n    "Description": "",\n    "MaxSessionDuration": 0,\n    "PermissionsBoundary": "",\n    "Tags": [\n        {\n            "Key": "",\n            "Value": ""\n        }\n    ]\n}\n',
    stderr: "",
    asked: [],
  },
  "aws iam list-policies --generate-cli-skeleton": {
    status: 0,
    stdout:
      '{\n    "Scope": "All",\n    "OnlyAttached": true,\n    "PathPrefix": "",\n    "PolicyUsageFilter": "PermissionsPolicy",\n    "Marker": "",\n    "MaxItems": 0\n}\n',
    stderr: "",
    asked: [],
  },
  "aws iam simulate-principal-policy --generate-cli-skeleton": {
    status: 0,
    stdout:
      '{\n    "PolicySourceArn": "",\n    "PolicyInputList": [\n        ""\n    ],\n    "PermissionsBoundaryPolicyInputList": [\n        ""\n    ],\n    "PolicyExclusionList": [\n        {\n            "PolicyType": "inline",\n            "PolicyArn": "",\n            "InlinePolicyIdentifier": {\n                "PolicyName": "",\n                "AttachmentType": "user",\n                "AttachmentName": ""\n            }\n        }\n    ],\n    "ActionNames": [\n        ""\n    ],\n    "ResourceArns": [\n        ""\n    ],\n    "ResourcePolicy": "",\n    "ResourceOwner": "",\n    "CallerArn": "",\n    "ContextEntries": [\n        {\n            "ContextKeyName": "",\n            "ContextKeyValues": [\n                ""\n            ],\n            "ContextKeyType": "string"\n        }\n    ],\n    "ResourceHandlingOption": "",\n    "MaxItems": 0,\n    "Marker": ""\n}\n',
    stderr: "",
    asked: [],
  },
  "aws iam get-account-summary --generate-cli-skeleton output": {
    status: 0,
    stdout: '{\n    "SummaryMap": {\n        "KeyName": 0\n    }\n}\n',
    stderr: "",
    asked: [],
  },
  "aws sts get-caller-identity": {
    status: 254,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The security token included in the request is invalid.\n",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/sts/aws4_request", body: "Action=GetCallerIdentity&Version=2011-06-15" }],
  },
  "aws sts assume-role --role-arn arn:aws:iam::111122223333:role/ci --role-session-name s": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:\nInvalid length for parameter RoleSessionName, value: 1, valid min length: 2\n",
    asked: [],
  },
  "aws sts assume-role --role-arn arn:aws:iam::111122223333:role/ci --role-session-name s --policy file://p.json --policy-arns arn=arn:aws:iam::aws:policy/ReadOnlyAccess --duration-seconds 900 --tags Key=a,Value=b --transitive-tag-keys a --query Credentials.[AccessKeyId,SecretAccessKey,SessionToken] --output text":
    {
      status: 252,
      stdout: "",
      stderr:
        "\naws: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:\nInvalid length for parameter RoleSessionName, value: 1, valid min length: 2\n",
      asked: [],
    },
  "aws sts assume-role --role-arn arn:aws:iam::111122223333:role/ci": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): the following arguments are required: --role-session-name\n\nusage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\nTo see help text, you can run:\n\n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n",
    asked: [],
  },
  "aws sts assume-role --role-arn arn:aws:iam::111122223333:role/ci --role-session-name s --duration-seconds 60": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:\nInvalid length for parameter RoleSessionName, value: 1, valid min length: 2\nInvalid value for parameter DurationSeconds, value: 60, valid min value: 900\n",
    asked: [],
  },
  "unsigned: aws sts assume-role-with-web-identity --role-arn arn:aws:iam::111122223333:role/ci --role-session-name s --web-identity-token file://t":
    {
      status: 252,
      stdout: "",
      stderr:
        "\naws: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:\nInvalid length for parameter RoleSessionName, value: 1, valid min length: 2\n",
      asked: [],
    },
  "unsigned-keyless: aws sts assume-role-with-web-identity --role-arn arn:aws:iam::111122223333:role/ci --role-session-name s --web-identity-token abc.def":
    {
      status: 252,
      stdout: "",
      stderr:
        "\naws: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:\nInvalid length for parameter RoleSessionName, value: 1, valid min length: 2\n",
      asked: [],
    },
  "aws sts get-session-token --duration-seconds 900": {
    status: 0,
    stdout:
      '{\n    "Credentials": {\n        "AccessKeyId": "ASIAEXAMPLE",\n        "SecretAccessKey": "secret/Key",\n        "SessionToken": "IQoJtoken==",\n        "Expiration": "2036-11-23T09:00:00+00:00"\n    }\n}\n',
    stderr: "",
    asked: [{ signed: "AKIAIOSFODNN7EXAMPLE us-east-1/sts/aws4_request", body: "Action=GetSessionToken&Version=2011-06-15&DurationSeconds=900" }],
  },
  "aws sts nope": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): argument operation: Found invalid choice 'nope'\n\n\nusage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\nTo see help text, you can run:\n\n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n",
    asked: [],
  },
  "CR-basic: aws sts get-caller-identity --profile r": {
    status: 0,
    stdout: '{\n    "UserId": "AROA:s",\n    "Account": "111122223333",\n    "Arn": "arn:aws:sts::111122223333:assumed-role/ci/s"\n}\n',
    stderr: "",
    asked: [
      {
        signed: "AKIABASE us-east-1/sts/aws4_request",
        body: "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci",
      },
      { signed: "ASIAEXAMPLE us-east-1/sts/aws4_request", token: "IQoJtoken==", body: "Action=GetCallerIdentity&Version=2011-06-15" },
    ],
  },
  "CR-options: aws sts get-caller-identity --profile r --region eu-central-1": {
    status: 0,
    stdout: '{\n    "UserId": "AROA:s",\n    "Account": "111122223333",\n    "Arn": "arn:aws:sts::111122223333:assumed-role/ci/s"\n}\n',
    stderr: "",
    asked: [
      {
        signed: "AKIABASE eu-central-1/sts/aws4_request",
        body: "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&ExternalId=abc&DurationSeconds=1800&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci",
      },
      { signed: "ASIAEXAMPLE eu-central-1/sts/aws4_request", token: "IQoJtoken==", body: "Action=GetCallerIdentity&Version=2011-06-15" },
    ],
  },
  "CR-baddur: aws sts get-caller-identity --profile r": {
    status: 0,
    stdout: '{\n    "UserId": "AROA:s",\n    "Account": "111122223333",\n    "Arn": "arn:aws:sts::111122223333:assumed-role/ci/s"\n}\n',
    stderr: "",
    asked: [
      {
        signed: "AKIABASE us-east-1/sts/aws4_request",
        body: "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci",
      },
      { signed: "ASIAEXAMPLE us-east-1/sts/aws4_request", token: "IQoJtoken==", body: "Action=GetCallerIdentity&Version=2011-06-15" },
    ],
  },
  "CR-lowdur: aws sts get-caller-identity --profile r": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:\nInvalid value for parameter DurationSeconds, value: 60, valid min value: 900\n",
    asked: [],
  },
  "CR-denied: aws sts get-caller-identity --profile r": {
    status: 254,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111122223333:user/x is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/ci\n",
    asked: [
      {
        signed: "AKIABASE us-east-1/sts/aws4_request",
        body: "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci",
      },
    ],
  },
  "CR-noprofile: aws sts get-caller-identity --profile nope": {
    status: 255,
    stdout: "",
    stderr: "\naws: [ERROR]: The config profile (nope) could not be found\n",
    asked: [],
  },
  "CR-nosource: aws sts get-caller-identity --profile r": {
    status: 255,
    stdout: "",
    stderr: "\naws: [ERROR]: Partial credentials found in assume-role, missing: source_profile or credential_source\n",
    asked: [],
  },
  "CR-both: aws sts get-caller-identity --profile r": {
    status: 255,
    stdout: "",
    stderr: '\naws: [ERROR]: The profile "r" contains both source_profile and credential_source.\n',
    asked: [],
  },
  "CR-missing: aws sts get-caller-identity --profile r": {
    status: 255,
    stdout: "",
    stderr: '\naws: [ERROR]: The source_profile "gone" referenced in the profile "r" does not exist.\n',
    asked: [],
  },
  "CR-empty: aws sts get-caller-identity --profile r": {
    status: 255,
    stdout: "",
    stderr: '\naws: [ERROR]: The source profile "e" must have credentials.\n',
    asked: [],
  },
  "CR-loop: aws sts get-caller-identity --profile a": {
    status: 255,
    stdout: "",
    stderr:
      "\naws: [ERROR]: Infinite loop in credential configuration detected. Attempting to load from profile a which has already been visited. Visited profiles: ['a', 'b']\n",
    asked: [],
  },
  "CR-self: aws sts get-caller-identity --profile a": {
    status: 255,
    stdout: "",
    stderr:
      "\naws: [ERROR]: Infinite loop in credential configuration detected. Attempting to load from profile a which has already been visited. Visited profiles: ['a']\n",
    asked: [],
  },
  "CR-selfkeys: aws sts get-caller-identity --profile a": {
    status: 0,
    stdout: '{\n    "UserId": "AROA:s",\n    "Account": "111122223333",\n    "Arn": "arn:aws:sts::111122223333:assumed-role/ci/s"\n}\n',
    stderr: "",
    asked: [
      {
        signed: "AKIASELF us-east-1/sts/aws4_request",
        body: "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci",
      },
      { signed: "ASIAEXAMPLE us-east-1/sts/aws4_request", token: "IQoJtoken==", body: "Action=GetCallerIdentity&Version=2011-06-15" },
    ],
  },
  "CR-chain: aws sts get-caller-identity --profile a": {
    status: 0,
    stdout: '{\n    "UserId": "AROA:s",\n    "Account": "111122223333",\n    "Arn": "arn:aws:sts::111122223333:assumed-role/ci/s"\n}\n',
    stderr: "",
    asked: [
      {
        signed: "AKIABASE us-east-1/sts/aws4_request",
        body: "Action=AssumeRole&Version=2011-06-15&RoleSessionName=two&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fbase",
      },
      {
        signed: "ASIAEXAMPLE us-east-1/sts/aws4_request",
        token: "IQoJtoken==",
        body: "Action=AssumeRole&Version=2011-06-15&RoleSessionName=one&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci",
      },
      { signed: "ASIAEXAMPLE us-east-1/sts/aws4_request", token: "IQoJtoken==", body: "Action=GetCallerIdentity&Version=2011-06-15" },
    ],
  },
  "CR-env: aws sts get-caller-identity --profile r": {
    status: 0,
    stdout: '{\n    "UserId": "AROA:s",\n    "Account": "111122223333",\n    "Arn": "arn:aws:sts::111122223333:assumed-role/ci/s"\n}\n',
    stderr: "",
    asked: [
      {
        signed: "AKIAENV us-east-1/sts/aws4_request",
        body: "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci",
      },
      { signed: "ASIAEXAMPLE us-east-1/sts/aws4_request", token: "IQoJtoken==", body: "Action=GetCallerIdentity&Version=2011-06-15" },
    ],
  },
  "CR-envnone: aws sts get-caller-identity --profile r": {
    status: 255,
    stdout: "",
    stderr: "\naws: [ERROR]: Error when retrieving credentials from Environment: No credentials found in credential_source referenced in profile r\n",
    asked: [],
  },
  "CR-ecs: aws sts get-caller-identity --profile r": {
    status: 255,
    stdout: "",
    stderr:
      "\naws: [ERROR]: Error when retrieving credentials from EcsContainer: No credentials found in credential_source referenced in profile r\n",
    asked: [],
  },
  "CR-badsrc: aws sts get-caller-identity --profile r": {
    status: 255,
    stdout: "",
    stderr: '\naws: [ERROR]: The credential source "env" referenced in profile "r" is not valid.\n',
    asked: [],
  },
  "CR-envwins: aws sts get-caller-identity": {
    status: 0,
    stdout: '{\n    "UserId": "AROA:s",\n    "Account": "111122223333",\n    "Arn": "arn:aws:sts::111122223333:assumed-role/ci/s"\n}\n',
    stderr: "",
    asked: [{ signed: "AKIAENV us-east-1/sts/aws4_request", body: "Action=GetCallerIdentity&Version=2011-06-15" }],
  },
  "CR-half: aws sts get-caller-identity --profile r": {
    status: 255,
    stdout: "",
    stderr: "\naws: [ERROR]: Partial credentials found in shared-credentials-file, missing: aws_secret_access_key\n",
    asked: [],
  },
  "CR-defaultname: aws sts get-caller-identity --profile r": {
    status: 0,
    stdout: '{\n    "UserId": "AROA:s",\n    "Account": "111122223333",\n    "Arn": "arn:aws:sts::111122223333:assumed-role/ci/s"\n}\n',
    stderr: "",
    asked: [
      {
        signed: "AKIABASE us-east-1/sts/aws4_request",
        body: "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci&RoleSessionName=botocore-session-N",
      },
      { signed: "ASIAEXAMPLE us-east-1/sts/aws4_request", token: "IQoJtoken==", body: "Action=GetCallerIdentity&Version=2011-06-15" },
    ],
  },
  "CR-list: aws configure list --profile r": {
    status: 0,
    stdout:
      "NAME       : VALUE                    : TYPE             : LOCATION\nprofile    : r                        : manual           : --profile\naccess_key : ****************MPLE     : assume-role      : \nsecret_key : ****************/Key     : assume-role      : \nregion     : us-east-1                : env              : ['AWS_REGION', 'AWS_DEFAULT_REGION']\n",
    stderr: "",
    asked: [
      {
        signed: "AKIABASE us-east-1/sts/aws4_request",
        body: "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci",
      },
    ],
  },
  "CR-listdenied: aws configure list --profile r": {
    status: 254,
    stdout:
      "NAME       : VALUE                    : TYPE             : LOCATION\nprofile    : r                        : manual           : --profile\n",
    stderr: "\naws: [ERROR]: An error occurred (AccessDenied) when calling the AssumeRole operation: no\n",
    asked: [
      {
        signed: "AKIABASE us-east-1/sts/aws4_request",
        body: "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci",
      },
    ],
  },
  "CR-cached: aws sts get-caller-identity --profile r": {
    status: 0,
    stdout: '{\n    "UserId": "AROA:s",\n    "Account": "111122223333",\n    "Arn": "arn:aws:sts::111122223333:assumed-role/ci/s"\n}\n',
    stderr: "",
    asked: [
      {
        signed: "AKIABASE us-east-1/sts/aws4_request",
        body: "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci",
      },
      { signed: "ASIAEXAMPLE us-east-1/sts/aws4_request", token: "IQoJtoken==", body: "Action=GetCallerIdentity&Version=2011-06-15" },
    ],
  },
  "CR-order: aws iam create-user --user-name  --profile r": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:\nInvalid length for parameter UserName, value: 0, valid min length: 1\n",
    asked: [],
  },
  "WI-profile: aws sts get-caller-identity --profile r": {
    status: 0,
    stdout: '{\n    "UserId": "AROA:s",\n    "Account": "111122223333",\n    "Arn": "arn:aws:sts::111122223333:assumed-role/ci/s"\n}\n',
    stderr: "",
    asked: [
      {
        signed: "",
        body: "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleSessionName=me&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci&WebIdentityToken=abc.def.ghi%0A",
      },
      { signed: "ASIAEXAMPLE us-east-1/sts/aws4_request", token: "IQoJtoken==", body: "Action=GetCallerIdentity&Version=2011-06-15" },
    ],
  },
  "WI-list: aws configure list --profile r": {
    status: 0,
    stdout:
      "NAME       : VALUE                    : TYPE             : LOCATION\nprofile    : r                        : manual           : --profile\naccess_key : ****************MPLE     : assume-role-with-web-identity : \nsecret_key : ****************/Key     : assume-role-with-web-identity : \nregion     : us-east-1                : env              : ['AWS_REGION', 'AWS_DEFAULT_REGION']\n",
    stderr: "",
    asked: [
      {
        signed: "",
        body: "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleSessionName=me&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci&WebIdentityToken=abc.def.ghi",
      },
    ],
  },
  "WI-tilde: aws sts get-caller-identity --profile r": {
    status: 255,
    stdout: "",
    stderr: "\naws: [ERROR]: [Errno 2] No such file or directory: '~/t'\n",
    asked: [],
  },
  "WI-env: aws sts get-caller-identity": {
    status: 0,
    stdout: '{\n    "UserId": "AROA:s",\n    "Account": "111122223333",\n    "Arn": "arn:aws:sts::111122223333:assumed-role/ci/s"\n}\n',
    stderr: "",
    asked: [
      {
        signed: "",
        body: "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleSessionName=gh&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci&WebIdentityToken=abc.def.ghi",
      },
      { signed: "ASIAEXAMPLE us-east-1/sts/aws4_request", token: "IQoJtoken==", body: "Action=GetCallerIdentity&Version=2011-06-15" },
    ],
  },
  "WI-envnorole: aws sts get-caller-identity": {
    status: 255,
    stdout: "",
    stderr:
      "\naws: [ERROR]: The provided profile or the current environment is configured to assume role with web identity but has no role ARN configured. Ensure that the profile has the role_arnconfiguration set or the AWS_ROLE_ARN env var is set.\n",
    asked: [],
  },
  "WI-envprofile: aws sts get-caller-identity --profile default": {
    status: 0,
    stdout: '{\n    "UserId": "AROA:s",\n    "Account": "111122223333",\n    "Arn": "arn:aws:sts::111122223333:assumed-role/ci/s"\n}\n',
    stderr: "",
    asked: [{ signed: "AKIABASE us-east-1/sts/aws4_request", body: "Action=GetCallerIdentity&Version=2011-06-15" }],
  },
  "WI-nofile: aws sts get-caller-identity": {
    status: 255,
    stdout: "",
    stderr: "\naws: [ERROR]: [Errno 2] No such file or directory: '/home/learner/nope'\n",
    asked: [],
  },
  "WI-short: aws sts get-caller-identity": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:\nInvalid length for parameter WebIdentityToken, value: 1, valid min length: 4\n",
    asked: [],
  },
  "WI-refused: aws sts get-caller-identity": {
    status: 254,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: No OpenIDConnect provider found in your account for https://x\n",
    asked: [
      {
        signed: "",
        body: "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleSessionName=gh&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci&WebIdentityToken=abc.def.ghi",
      },
    ],
  },
  "WI-source: aws sts get-caller-identity --profile r": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:\nInvalid length for parameter RoleSessionName, value: 1, valid min length: 2\n",
    asked: [],
  },
  "EX: aws configure export-credentials --format process --profile r": {
    status: 0,
    stdout:
      '{\n  "Version": 1,\n  "AccessKeyId": "ASIAEXAMPLE",\n  "SecretAccessKey": "secret/Key",\n  "SessionToken": "IQoJtoken==",\n  "Expiration": "2036-11-23T09:00:00+00:00"\n}\n',
    stderr: "",
    asked: [
      {
        signed: "AKIABASE us-east-1/sts/aws4_request",
        body: "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci",
      },
    ],
  },
  "EX: aws configure export-credentials --format env --profile r": {
    status: 0,
    stdout:
      "export AWS_ACCESS_KEY_ID=ASIAEXAMPLE\nexport AWS_SECRET_ACCESS_KEY=secret/Key\nexport AWS_SESSION_TOKEN=IQoJtoken==\nexport AWS_CREDENTIAL_EXPIRATION=2036-11-23T09:00:00+00:00\n",
    stderr: "",
    asked: [
      {
        signed: "AKIABASE us-east-1/sts/aws4_request",
        body: "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci",
      },
    ],
  },
  "EX: aws configure export-credentials --format env-no-export --profile r": {
    status: 0,
    stdout:
      "AWS_ACCESS_KEY_ID=ASIAEXAMPLE\nAWS_SECRET_ACCESS_KEY=secret/Key\nAWS_SESSION_TOKEN=IQoJtoken==\nAWS_CREDENTIAL_EXPIRATION=2036-11-23T09:00:00+00:00\n",
    stderr: "",
    asked: [
      {
        signed: "AKIABASE us-east-1/sts/aws4_request",
        body: "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci",
      },
    ],
  },
  "EX: aws configure export-credentials --format powershell --profile r": {
    status: 0,
    stdout:
      '$Env:AWS_ACCESS_KEY_ID="ASIAEXAMPLE"\n$Env:AWS_SECRET_ACCESS_KEY="secret/Key"\n$Env:AWS_SESSION_TOKEN="IQoJtoken=="\n$Env:AWS_CREDENTIAL_EXPIRATION="2036-11-23T09:00:00+00:00"\n',
    stderr: "",
    asked: [
      {
        signed: "AKIABASE us-east-1/sts/aws4_request",
        body: "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci",
      },
    ],
  },
  "EX: aws configure export-credentials --format windows-cmd --profile r": {
    status: 0,
    stdout:
      "set AWS_ACCESS_KEY_ID=ASIAEXAMPLE\nset AWS_SECRET_ACCESS_KEY=secret/Key\nset AWS_SESSION_TOKEN=IQoJtoken==\nset AWS_CREDENTIAL_EXPIRATION=2036-11-23T09:00:00+00:00\n",
    stderr: "",
    asked: [
      {
        signed: "AKIABASE us-east-1/sts/aws4_request",
        body: "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci",
      },
    ],
  },
  "EX: aws configure export-credentials --format fish --profile r": {
    status: 0,
    stdout:
      'set -gx AWS_ACCESS_KEY_ID "ASIAEXAMPLE"\nset -gx AWS_SECRET_ACCESS_KEY "secret/Key"\nset -gx AWS_SESSION_TOKEN "IQoJtoken=="\nset -gx AWS_CREDENTIAL_EXPIRATION "2036-11-23T09:00:00+00:00"\n',
    stderr: "",
    asked: [
      {
        signed: "AKIABASE us-east-1/sts/aws4_request",
        body: "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci",
      },
    ],
  },
  "EX: aws configure export-credentials --profile default": {
    status: 0,
    stdout: '{\n  "Version": 1,\n  "AccessKeyId": "AKIABASE",\n  "SecretAccessKey": "base"\n}\n',
    stderr: "",
    asked: [],
  },
  "EX: aws configure export-credentials --format env --profile default": {
    status: 0,
    stdout: "export AWS_ACCESS_KEY_ID=AKIABASE\nexport AWS_SECRET_ACCESS_KEY=base\n",
    stderr: "",
    asked: [],
  },
  "EX: aws configure export-credentials --format nope": {
    status: 252,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (ParamValidation): argument --format: Found invalid choice 'nope'\n\n\nusage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\nTo see help text, you can run:\n\n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n",
    asked: [],
  },
  "EX: aws configure export-credentials x": {
    status: 252,
    stdout: "",
    stderr: "\naws: [ERROR]: An error occurred (ParamValidation): Unknown options: x\n",
    asked: [],
  },
  "EX: aws configure export-credentials": {
    status: 253,
    stdout: "",
    stderr: "\naws: [ERROR]: An error occurred (Configuration): Unable to retrieve credentials: no credentials found\n",
    asked: [],
  },
  "EX: aws configure export-credentials --profile nope": {
    status: 253,
    stdout: "",
    stderr: "\naws: [ERROR]: Unable to retrieve credentials: The config profile (nope) could not be found\n",
    asked: [],
  },
  "EX-denied: aws configure export-credentials --profile r": {
    status: 254,
    stdout: "",
    stderr: "\naws: [ERROR]: An error occurred (AccessDenied) when calling the AssumeRole operation: no\n",
    asked: [
      {
        signed: "AKIABASE us-east-1/sts/aws4_request",
        body: "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci",
      },
    ],
  },
  "EX-loop: aws configure export-credentials --profile r": {
    status: 253,
    stdout: "",
    stderr:
      "\naws: [ERROR]: An error occurred (Configuration): Unable to retrieve credentials: Infinite loop in credential configuration detected. Attempting to load from profile r which has already been visited. Visited profiles: ['r']\n",
    asked: [],
  },
  "EX-v1: aws configure export-credentials": {
    status: 0,
    stdout: '{\n  "Version": 1,\n  "AccessKeyId": "AKIABASE",\n  "SecretAccessKey": "base"\n}\n',
    stderr: "",
    asked: [],
  },
};
