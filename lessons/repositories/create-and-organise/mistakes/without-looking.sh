# at: delete
aws ecr delete-repository --repository-name shared/base --force
