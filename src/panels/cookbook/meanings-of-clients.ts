/** Words of registries as Docker prints them, and of the programs themselves; the names are those of `src/stores/phrases.ts`. */
import type { Meaning } from "./meanings.ts";

const says = (meant: string, helps: string): Meaning => ({ meant, helps });

const REGISTRY: Readonly<Record<string, Meaning>> = {
  "name unknown": says(
    "The registry has no repository of the name in the push or pull.",
    "Create it, or correct the name. ECR makes one up on push only where a creation template says so.",
  ),
  "manifest unknown": says("The repository holds no image under this tag or digest.", "`aws ecr list-images` shows its tags and digests."),
  "authorization token has expired": says(
    "The password that Docker keeps is older than twelve hours.",
    "`aws ecr get-login-password | docker login --username AWS --password-stdin REGISTRY`, then the same command again.",
  ),
  "no basic auth credentials": says(
    "Docker keeps no password for this registry's host.",
    "Log in to exactly the host that the image's name begins with.",
  ),
  "access to the resource is denied": says(
    "This registry does not let you at that name: it is not there, or you are not logged in to it.",
    "Look at the host in the name. A name without one means Docker Hub.",
  ),
  toomanyrequests: says("The registry was asked more often than it allows.", "Wait a little, or pull through a cache of your own."),
  denied: says(
    "The registry knows who you are, and says no: by a policy, or because a quota is reached.",
    "The words after `denied:` give the reason.",
  ),
  unauthorized: says("The registry wants a password, and got none that it knows.", "Log in to this host, then try again."),
  "blob unknown": says(
    "The repository does not hold this layer: layers of other repositories do not count.",
    "Push the image to this repository; Docker sends what is missing.",
  ),
  "manifest blob unknown": says("The manifest names a layer that this repository does not hold.", "Upload the layers first, then the manifest."),
  "blob upload unknown": says("The upload is over, or was begun in another repository.", "Push again: a new upload begins."),
  "blob upload invalid": says(
    "The bytes that came do not continue the upload where it stood.",
    "Ask the upload for its `Range`, and go on at the byte after it.",
  ),
  "digest invalid": says(
    "The bytes that arrived do not have the digest that was given, or it is no digest.",
    "Compute it from the very file that is sent: `sha256sum FILE`.",
  ),
  "manifest invalid": says("The manifest is no JSON, or lacks what its media type demands.", "Compare it with one that the registry gave."),
  "name invalid": says(
    "The repository's name has letters that are not allowed.",
    "Use small letters, digits, and single `.`, `_`, `-` and `/` between them.",
  ),
  "size invalid": says("A manifest is too large, or a part of a layer is too small.", "A manifest may have 4 MiB; parts but the last need 5 MB."),
  "tag invalid": says("The tag cannot be set: it has another form than tags have, or may not move.", "Choose another tag."),
  unsupported: says(
    "The registry does not do that: ECR deletes no layers by HTTP, for example.",
    "Take another way. `aws ecr batch-delete-image` deletes images, and their layers go after them.",
  ),
  "unexpected HTTP status 503": says("The registry was not there for the moment.", "Try again in a little while."),
  "login failed with status 400": says(
    "The registry refused the password: it is of another Region, or cut short.",
    "Get one for the Region in the host's name: `aws ecr get-login-password --region REGION`.",
  ),
  "no such host": says("No computer has this name: the Region or the account in it may be written wrongly.", "Compare the host letter by letter."),
  "no matching manifest": says(
    "The image exists, and not for the platform that was asked for.",
    "`docker manifest inspect` shows its platforms; `--platform` chooses one.",
  ),
};

const PROGRAMS: Readonly<Record<string, Meaning>> = {
  "Unable to locate credentials": says(
    "The AWS CLI found no access key: in no option, no variable, no file.",
    "`aws configure list` shows where it looked.",
  ),
  "Partial credentials found": says(
    "An access key stands there without its secret.",
    "Enter both with `aws configure`, or correct `~/.aws/credentials`.",
  ),
  "The config profile could not be found": says(
    "Neither of the AWS CLI's two files has this profile.",
    "`aws configure list-profiles` shows those there are; look at `AWS_PROFILE`, too.",
  ),
  "You must specify a region": says("The AWS CLI does not know which Region to ask.", "Say `--region`, or set one with `aws configure`."),
  "Could not connect to the endpoint URL": says(
    "Nothing answered at the service's address: the Region may be written wrongly, or the network is away.",
    "Compare the Region in the address.",
  ),
  "Parameter validation failed": says(
    "The AWS CLI looked at a value and did not send it: it is too short, too small, or of the wrong type.",
    "The lines below name the parameter and its limits.",
  ),
  "Error parsing parameter": says(
    "A value on the command line is not in the form that the option takes: JSON or `key=value`.",
    "Put JSON between single quotes, or in a file: `file://NAME.json`.",
  ),
  "Bad value for --query": says("The expression of `--query` is not well formed.", "Put it between single quotes, and count its brackets."),
  "Waiter failed": says("What `aws … wait` waited for did not come about in its time.", "Ask for the state itself, and see what holds it up."),
  "unknown flag": says(
    "This version of the program has no such option.",
    "Look at its help. `docker login -e` is an old one: `get-login --no-include-email` leaves it out.",
  ),
  "Invalid choice": says(
    "This version of the AWS CLI has no such command or option.",
    "Look at the names it offers. `ecr get-login` belongs to version 1; today it is `get-login-password`.",
  ),
  "the following arguments are required": says("The command lacks an option that it cannot do without.", "The message names it."),
  "Unknown options": says("The command has no such option.", "Compare it with the command's help."),
  "An image does not exist locally": says(
    "Docker was to push a name that no image here has: it was built or pulled under another.",
    "`docker images` shows the names; `docker tag` gives a second one.",
  ),
  "No such image": says("No image on this computer has this name or ID.", "`docker images` shows what is here."),
  "No such object": says("Docker has nothing of this name here.", "`docker images` shows what is here."),
  "invalid reference format": says(
    "This is no name of an image: a capital letter, a space or an empty variable is in it.",
    "Print it with `echo`; a name is HOST/REPOSITORY:TAG.",
  ),
  "unable to delete": says("Something still uses this image, or it has several names.", "Take the names away one by one, or say `--force`."),
  "Cannot perform an interactive login": says(
    "`docker login` wanted to ask for a password, and nobody sits at a pipe.",
    "Give it by `--username AWS --password-stdin`.",
  ),
  "requires arguments": says("The command was given too few words, or too many.", "Its usage stands below; a space in a name makes two words of it."),
  "is not a docker command": says("Docker has no command of this name.", "`docker help` lists them."),
  "failed to build": says("A line of the Dockerfile could not be carried out.", "Read the last line that begins with `ERROR`; it names the line."),
  "command not found": says("The shell found no program of this name.", "Compare the first word letter by letter; Tab completes it."),
  "No such file or directory": says("There is no file at this path.", "`ls` shows what is here, `pwd` where here is."),
  "Permission denied": says(
    "The file may not be read, written or run by you.",
    "`ls -l` shows who may; `bash FILE` runs a script without asking that.",
  ),
  "syntax error": says(
    "The shell cannot read the line: a quote, a bracket or a word like `done` is missing.",
    "Read the line from its beginning; the fault is before the place named.",
  ),
};

export const OF_CLIENTS: Readonly<Record<string, Meaning>> = { ...REGISTRY, ...PROGRAMS };
