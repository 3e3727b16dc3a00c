# at: names
aws ecr batch-delete-image --repository-name web/{{app}} --image-ids imageTag=stable imageTag=0.9
