# Nothing is typed that can be asked for, and the Region comes from the environment of one command.
# task: who
answer account "$(aws sts get-caller-identity --query Account --output text)"
answer region "$(aws configure get region)"

# task: host
printf '%s.dkr.ecr.%s.amazonaws.com' "$(aws sts get-caller-identity --query Account --output text)" "$(aws configure get region)" > ~/registry.txt

# task: levels
aws ecr describe-repositories --query 'repositories[].repositoryName' && aws ecr describe-registry --output text

# task: regions
AWS_REGION=eu-west-1 aws ecr create-repository --repository-name hello --image-tag-mutability IMMUTABLE
