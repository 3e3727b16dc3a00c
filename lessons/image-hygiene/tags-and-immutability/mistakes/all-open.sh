# at: except
aws ecr put-image-tag-mutability --repository-name web/{{app}} --image-tag-mutability MUTABLE
