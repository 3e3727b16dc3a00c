# at: orphan
aws ecr batch-delete-image --repository-name web/{{app}} --image-ids imageTag=1.0
docker tag {{app}}:1.1-hotfix $ECR/web/{{app}}:1.0
docker push $ECR/web/{{app}}:1.0
