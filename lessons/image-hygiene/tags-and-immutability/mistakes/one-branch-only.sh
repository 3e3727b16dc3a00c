# at: except
aws ecr put-image-tag-mutability --repository-name web/{{app}} --image-tag-mutability IMMUTABLE_WITH_EXCLUSION --image-tag-mutability-exclusion-filters filterType=WILDCARD,filter=latest filterType=WILDCARD,filter=dev-7
