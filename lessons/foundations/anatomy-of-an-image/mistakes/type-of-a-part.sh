# at: manifest
aws ecr describe-images --repository-name web/{{app}} --image-ids imageTag=1.1 --query 'imageDetails[0].artifactMediaType' --output text
answer type application/vnd.docker.container.image.v1+json
