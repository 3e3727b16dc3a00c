# at: create
aws ecr create-repository --repository-name {{team}}
