# at: repair
aws ecr put-image-tag-mutability --repository-name web/{{app}} --image-tag-mutability IMMUTABLE
