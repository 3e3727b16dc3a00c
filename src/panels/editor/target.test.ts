import { describe, expect, it } from "vitest";
import type { Permissions } from "../../session/contract.ts";
import { applyLine, choicesOf, crumbsOf, directoryOf, guessTarget, keyOf, kindOf, lengthOf, limitOf, pathOf, policyName } from "./target.ts";
import { templateOf } from "./template.ts";

const ACCOUNT = "111122223333";
const here = { account: ACCOUNT, region: "us-east-1" };
const principal = (kind: "user" | "role", name: string, policies: object = {}) => [
  `${ACCOUNT}/${kind}/${name}`,
  { account: ACCOUNT, kind, name, arn: `arn:aws:iam::${ACCOUNT}:${kind}/${name}`, policies },
];
const permissions = {
  schema: 2,
  tables: {
    repositories: [
      [`${ACCOUNT}/us-east-1/web`, { ...here, name: "web" }],
      [`${ACCOUNT}/us-east-1/team/api`, { ...here, name: "team/api" }],
      ["444455556666/us-east-1/theirs", { account: "444455556666", region: "us-east-1", name: "theirs" }],
    ],
    principals: [principal("user", "ci", { CiPush: {} }), principal("role", "release"), principal("user", "learner")],
    groups: [[`${ACCOUNT}/builders`, { account: ACCOUNT, name: "builders", policies: {} }]],
    managedPolicies: [[`arn:aws:iam::${ACCOUNT}:policy/team/Deploy`, { account: ACCOUNT, name: "Deploy" }]],
  },
} as unknown as Permissions;
const choices = (path: string) => choicesOf(permissions, here, path);
const guess = (path: string, kind?: Parameters<typeof guessTarget>[1], last?: string) => guessTarget(path, kind, choices(path), last)?.key;

describe("the choices", () => {
  it("are what the account has, and what a new policy of the file's name could belong to", () => {
    expect(choices("/home/learner/pull.json").map(({ group, label }) => `${group} ${label}`)).toEqual([
      "Repository policy of web",
      "Repository policy of team/api",
      "Policy of the registry 111122223333 in us-east-1",
      "Inline policy of user/ci: CiPush",
      "Inline policy of user/ci: pull (new)",
      "Inline policy of role/release: pull (new)",
      "Inline policy of user/learner: pull (new)",
      "Inline policy of group/builders: pull (new)",
      "Managed policy Deploy",
      "Managed policy pull (new)",
      "Trust policy of role/release",
    ]);
  });

  it("each decide the grammar", () => {
    expect(new Set(choices("x.json").map(({ target }) => kindOf(target)))).toEqual(new Set(["repository", "registry", "identity", "trust"]));
  });
});

describe("the guess", () => {
  it("follows the file's name within the kind of the text", () => {
    expect(guess("/home/learner/api.policy.json", "repository")).toBe(`repository ${ACCOUNT}/us-east-1/team/api`);
    expect(guess("ci-push.json", "identity")).toBe(`inline ${ACCOUNT}/user/ci CiPush`);
    expect(guess("release.trust.json", "trust")).toBe(`trust ${ACCOUNT}/role/release`);
    expect(guess("deploy.json", "identity")).toBe(`managed arn:aws:iam::${ACCOUNT}:policy/team/Deploy`);
  });

  it("takes the name alone while the text says nothing", () => {
    expect(guess("web.json")).toBe(`repository ${ACCOUNT}/us-east-1/web`);
    expect(guess("release-trust-policy.json")).toBe(`trust ${ACCOUNT}/role/release`);
    expect(guess("registry-policy.json")).toBe(`registry ${ACCOUNT}/us-east-1`);
  });

  it("takes what was chosen last when the name says nothing", () => {
    const last = `repository ${ACCOUNT}/us-east-1/team/api`;
    expect(guess("policy.json", "repository")).toBe(`repository ${ACCOUNT}/us-east-1/web`);
    expect(guess("policy.json", "repository", last)).toBe(last);
    expect(guess("policy.json", "trust", last)).toBe(`trust ${ACCOUNT}/role/release`);
  });

  it("is nothing for what no command of a learner applies", () => {
    expect(guess("limits.json", "scp")).toBeUndefined();
  });
});

describe("the command", () => {
  const line = (key: string, path = "/home/learner/p.json", directory = "/home/learner") => {
    const choice = choices(path).find((candidate) => candidate.key.startsWith(key));
    if (!choice) throw new Error(`no choice ${key}`);
    return applyLine(choice, path, directory, here);
  };

  it("is the one that a person would type, with the file's name from where the shell stands", () => {
    expect(line("repository")).toBe("aws ecr set-repository-policy --repository-name web --policy-text file://p.json");
    expect(line("repository", "/home/learner/p.json", "/tmp")).toBe(
      "aws ecr set-repository-policy --repository-name web --policy-text file:///home/learner/p.json",
    );
    expect(line("registry")).toBe("aws ecr put-registry-policy --policy-text file://p.json");
    expect(line("inline")).toBe("aws iam put-user-policy --user-name ci --policy-name CiPush --policy-document file://p.json");
    expect(line(`inline ${ACCOUNT}/role`)).toBe("aws iam put-role-policy --role-name release --policy-name p --policy-document file://p.json");
    expect(line("group")).toBe("aws iam put-group-policy --group-name builders --policy-name p --policy-document file://p.json");
    expect(line("trust")).toBe("aws iam update-assume-role-policy --role-name release --policy-document file://p.json");
  });

  it("makes a new version of a managed policy, or the policy", () => {
    expect(line(`managed arn:aws:iam::${ACCOUNT}:policy/team`)).toBe(
      `aws iam create-policy-version --policy-arn arn:aws:iam::${ACCOUNT}:policy/team/Deploy --policy-document file://p.json --set-as-default`,
    );
    expect(line(`managed arn:aws:iam::${ACCOUNT}:policy/p`)).toBe("aws iam create-policy --policy-name p --policy-document file://p.json");
  });

  it("names another account and Region, and quotes what the shell would split", () => {
    const target = { kind: "repository", registry: { account: "444455556666", region: "eu-west-1" }, name: "theirs" } as const;
    expect(applyLine({ target }, "/home/learner/my policy.json", "/home/learner", here)).toBe(
      "aws ecr set-repository-policy --repository-name theirs --policy-text 'file://my policy.json' --registry-id 444455556666 --region eu-west-1",
    );
  });

  it("knows where the shell stands from its prompt", () => {
    expect(directoryOf("learner@sandbox:~$ ")).toBe("/home/learner");
    expect(directoryOf("learner@sandbox:~/app$ ")).toBe("/home/learner/app");
    expect(directoryOf("root@sandbox:/tmp# ")).toBe("/tmp");
  });
});

describe("a target", () => {
  it("has a path of names, and a file of its own", () => {
    const shown = choices("p.json").map(({ target }) => `${crumbsOf(target).join(" > ")}, ${pathOf(target)}`);
    expect(shown).toContain("111122223333 > team/api > repository policy, /home/learner/api.policy.json");
    expect(shown).toContain("111122223333 > us-east-1 > registry policy, /home/learner/registry.policy.json");
    expect(shown).toContain("111122223333 > user/ci > CiPush, /home/learner/CiPush.policy.json");
    expect(shown).toContain("111122223333 > group/builders > p, /home/learner/p.policy.json");
    expect(shown).toContain("111122223333 > role/release > trust policy, /home/learner/release.trust.json");
  });

  it("counts every character in ECR and no white space in IAM", () => {
    const [repository, trust] = [choices("p.json")[0]?.target, choices("p.json").at(-1)?.target];
    if (!repository || !trust) throw new Error("no targets");
    expect([lengthOf(repository, "{ }\n"), limitOf(repository)]).toEqual([4, 10_240]);
    expect([lengthOf(trust, "{ }\n"), limitOf(trust)]).toEqual([2, 2048]);
  });

  it("has a key that tells it from every other", () => {
    const keys = choices("p.json").map(({ target }) => keyOf(target));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("begins with a policy that can be read and names its own account", () => {
    for (const { target } of choices("p.json")) {
      expect(JSON.parse(templateOf(target))).toHaveProperty("Version", "2012-10-17");
      expect(templateOf(target)).toContain(ACCOUNT);
    }
  });
});

it("a new policy takes the name of its file", () => {
  expect(["/a/ci-push.policy.json", "x y.json", "policy.json"].map(policyName)).toEqual(["ci-push", "x-y", "policy"]);
});
