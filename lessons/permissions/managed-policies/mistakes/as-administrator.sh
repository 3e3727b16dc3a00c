# at: gap
aws ecr create-repository --repository-name web/new
