# task: who
aws sts get-caller-identity
# spare: the Region can be read in other ways
aws configure get region
answer account {{account}}
answer region {{region}}

# task: host
echo {{account}}.dkr.ecr.{{region}}.amazonaws.com > registry.txt

# task: levels
aws ecr describe-registry
aws ecr describe-repositories

# task: regions
aws ecr create-repository --repository-name hello --region eu-west-1
