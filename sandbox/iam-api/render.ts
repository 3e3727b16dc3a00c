/** Rows as IAM's answers show them. */
import type { Group, ManagedPolicy, PolicyDocument, Principal } from "../world/tables.ts";
import type { World } from "../world/world.ts";
import { awsManaged, awsManagedArn } from "./aws-managed.ts";
import { attachedOf, seconds, usageOf } from "./find.ts";
import type { AttachedPermissionsBoundary, Group as GroupShape, Policy, PolicyDetail, Role, User } from "./model/index.ts";
import { tagList } from "./tags.ts";

/** A document as text. The world keeps it parsed, so spacing is this one and not the author's. */
export function documentText(document: PolicyDocument): string {
  return JSON.stringify(document, null, 4);
}

function boundaryOf(world: World, { boundary }: Principal): { PermissionsBoundary?: AttachedPermissionsBoundary } {
  if (boundary === undefined) return {};
  const PermissionsBoundaryArn = attachedOf(world, boundary).PolicyArn;
  return { PermissionsBoundary: { PermissionsBoundaryType: "PermissionsBoundaryPolicy", PermissionsBoundaryArn } };
}

function tagsOf({ tags }: { readonly tags: Readonly<Record<string, string>> }): { Tags?: ReturnType<typeof tagList> } {
  const list = tagList(tags);
  return list.length === 0 ? {} : { Tags: list };
}

/** As lists show it: without boundary and tags. */
export function listedUser({ path = "/", name, id, arn, createdAt }: Principal): User {
  return { Path: path, UserName: name, UserId: id, Arn: arn, CreateDate: seconds(createdAt) };
}

export function fullUser(world: World, row: Principal): User {
  return { ...listedUser(row), ...boundaryOf(world, row), ...tagsOf(row) };
}

export function listedRole(row: Principal): Role {
  const { path = "/", name, id, arn, createdAt, trust, description, maxSessionDuration = 3600 } = row;
  return {
    Path: path,
    RoleName: name,
    RoleId: id,
    Arn: arn,
    CreateDate: seconds(createdAt),
    AssumeRolePolicyDocument: documentText(trust ?? {}),
    ...(description === undefined ? {} : { Description: description }),
    MaxSessionDuration: maxSessionDuration,
  };
}

export function fullRole(world: World, row: Principal): Role {
  return { ...listedRole(row), ...boundaryOf(world, row), ...tagsOf(row) };
}

export function shownGroup({ path, name, id, arn, createdAt }: Group): GroupShape {
  return { Path: path, GroupName: name, GroupId: id, Arn: arn, CreateDate: seconds(createdAt) };
}

export function listedPolicy(world: World, account: string, row: ManagedPolicy): Policy {
  const { attachments, boundaries } = usageOf(world, account, row.arn);
  return {
    PolicyName: row.name,
    PolicyId: row.id,
    Arn: row.arn,
    Path: row.path,
    DefaultVersionId: row.defaultVersion,
    AttachmentCount: attachments,
    PermissionsBoundaryUsageCount: boundaries,
    IsAttachable: true,
    CreateDate: seconds(row.createdAt),
    UpdateDate: seconds(row.updatedAt),
  };
}

/** Lists leave description and tags out. */
export function fullPolicy(world: World, account: string, row: ManagedPolicy): Policy {
  const described = row.description === undefined || row.description === "" ? {} : { Description: row.description };
  return { ...listedPolicy(world, account, row), ...described, Tags: tagList(row.tags) };
}

/** `ANPA…` of an AWS managed policy: made from its name, since the real ones are not recorded. (unverified) */
function awsPolicyId(name: string): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let state = 7;
  let id = "ANPA";
  for (let n = 0; n < 17; n++) {
    for (let at = 0; at < name.length; at++) state = (state * 31 + name.charCodeAt(at) + n) % 1_000_003;
    id += letters[state % 32];
  }
  return id;
}

export function awsPolicy(world: World, account: string, name: string, full: boolean): Policy {
  const { path, version, createdAt, updatedAt, description } = awsManaged(name);
  const { attachments, boundaries } = usageOf(world, account, name);
  return {
    PolicyName: name,
    PolicyId: awsPolicyId(name),
    Arn: awsManagedArn(name),
    Path: path,
    DefaultVersionId: version,
    AttachmentCount: attachments,
    PermissionsBoundaryUsageCount: boundaries,
    IsAttachable: true,
    ...(full ? { Description: description } : {}),
    CreateDate: seconds(Date.parse(createdAt)),
    UpdateDate: seconds(Date.parse(updatedAt)),
    ...(full ? { Tags: [] } : {}),
  };
}

export function inlineList(policies: Readonly<Record<string, PolicyDocument>>): PolicyDetail[] {
  return Object.entries(policies).map(([PolicyName, document]) => ({ PolicyName, PolicyDocument: documentText(document) }));
}

export { boundaryOf, tagsOf };
