# at: regions
aws configure set region eu-west-1
aws ecr create-repository --repository-name hello --region eu-west-1
