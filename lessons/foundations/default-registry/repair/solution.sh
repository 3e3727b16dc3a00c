# task: repair
aws configure set region {{region}}
aws ecr describe-repositories
