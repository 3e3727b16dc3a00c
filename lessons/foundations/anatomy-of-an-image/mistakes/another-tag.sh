# at: digest
answer digest "$(aws ecr list-images --repository-name web/{{app}} --query 'imageIds[0].imageDigest' --output text)"
