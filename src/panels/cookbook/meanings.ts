/** What errors meant, and what helps: the cookbook's words beside what was printed. Sources are those of the lessons (docs/fidelity.md). */

interface Meaning {
  readonly meant: string;
  readonly helps: string;
}

const NONE_YET = (what: string, put: string): Meaning => ({ meant: `There is no ${what} yet.`, helps: `\`aws ecr ${put}\` sets one.` });

export const MEANINGS: Readonly<Record<string, Meaning>> = {
  RepositoryNotFoundException: {
    meant: "No repository of that name is in the registry that was asked: one account, one Region.",
    helps: "Compare the name letter by letter, and the Region of the command. `aws ecr describe-repositories` lists what there is.",
  },
  RepositoryAlreadyExistsException: {
    meant: "The name is taken in this registry.",
    helps: "Use the repository that is there, or choose another name. The same name is free in another Region.",
  },
  RepositoryNotEmptyException: {
    meant: "A repository that holds images is not deleted by the way.",
    helps: "Delete its images first, or say `--force`.",
  },
  ImageNotFoundException: {
    meant: "The repository is there; no image in it has this tag or digest.",
    helps: "`aws ecr list-images` shows its tags and digests.",
  },
  ImageAlreadyExistsException: {
    meant: "This very image stands under this tag already.",
    helps: "Nothing is left to do.",
  },
  ImageTagAlreadyExistsException: {
    meant: "The tag points at another image, and the tags of this repository cannot move.",
    helps: "Push under a new tag.",
  },
  InvalidParameterException: {
    meant: "A value has a form that ECR does not take. The message names the parameter.",
    helps: "Read the part after the last colon; `aws ecr COMMAND help` shows what is taken.",
  },
  AccessDeniedException: {
    meant: "A policy denies this, or none allows it. The message says which kind of policy it was.",
    helps: "`explain` says it statement by statement, and what would change it.",
  },
  LayersNotFoundException: {
    meant: "The manifest names a layer that this repository does not hold.",
    helps: "Push the image with `docker push`: it sends the layers first.",
  },
  LimitExceededException: {
    meant: "A quota of the service is reached.",
    helps: "Wait or remove what is not needed; some quotas can be raised by asking AWS.",
  },
  LifecyclePolicyNotFoundException: NONE_YET("lifecycle policy", "put-lifecycle-policy"),
  RepositoryPolicyNotFoundException: NONE_YET("policy on this repository", "set-repository-policy"),
  RegistryPolicyNotFoundException: NONE_YET("policy on this registry", "put-registry-policy"),
  ScanNotFoundException: {
    meant: "This image has not been scanned.",
    helps: "Scan it with `aws ecr start-image-scan`, or have the registry scan on push.",
  },
  UnrecognizedClientException: {
    meant: "AWS does not know the access key that signed the request.",
    helps: "Look at which credentials are used: `aws configure list`.",
  },
  InvalidClientTokenId: {
    meant: "AWS does not know the access key that signed the request.",
    helps: "Look at which credentials are used: `aws configure list`.",
  },
  ExpiredTokenException: {
    meant: "The temporary credentials of the caller are over.",
    helps: "Get new ones: assume the role again.",
  },
  "name unknown": {
    meant: "The registry has no repository of the name in the push or pull.",
    helps: "Create it, or correct the name. ECR makes one up on push only where a creation template says so.",
  },
  "authorization token has expired": {
    meant: "The password that Docker keeps is older than twelve hours.",
    helps: "`aws ecr get-login-password | docker login --username AWS --password-stdin REGISTRY`, then the same command again.",
  },
  "no basic auth credentials": {
    meant: "Docker keeps no password for this registry's host.",
    helps: "Log in to exactly the host that the image's name begins with.",
  },
  "manifest unknown": {
    meant: "The repository holds no image under this tag or digest.",
    helps: "`aws ecr list-images` shows its tags and digests.",
  },
  "access to the resource is denied": {
    meant: "This registry does not let you at that name: it is not there, or you are not logged in to it.",
    helps: "Look at the host in the name. A name without one means Docker Hub.",
  },
  toomanyrequests: {
    meant: "The registry was asked more often than it allows.",
    helps: "Wait a little, or pull through a cache of your own.",
  },
  "Unable to locate credentials": {
    meant: "The AWS CLI found no access key: in no option, no variable, no file.",
    helps: "`aws configure list` shows where it looked.",
  },
  "unknown flag": {
    meant: "This version of the program has no such option.",
    helps: "Look at its help. `docker login -e` is an old one: `get-login --no-include-email` leaves it out.",
  },
  "Invalid choice": {
    meant: "This version of the AWS CLI has no such command or option.",
    helps: "Look at the names it offers. `ecr get-login` belongs to version 1; today it is `get-login-password`.",
  },
  "the following arguments are required": {
    meant: "The command lacks an option that it cannot do without.",
    helps: "The message names it.",
  },
  "command not found": {
    meant: "The shell found no program of this name.",
    helps: "Compare the first word letter by letter; Tab completes it.",
  },
  "No such file or directory": {
    meant: "There is no file at this path.",
    helps: "`ls` shows what is here, `pwd` where here is.",
  },
};
