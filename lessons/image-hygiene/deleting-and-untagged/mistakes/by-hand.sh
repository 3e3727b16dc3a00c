# at: expire
aws ecr batch-delete-image --repository-name web/{{app}} --image-ids "$(aws ecr list-images --repository-name web/{{app}} --filter tagStatus=UNTAGGED --query imageIds --output json)"
