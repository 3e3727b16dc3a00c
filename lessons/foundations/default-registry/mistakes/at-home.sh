# at: regions
aws ecr create-repository --repository-name hello
