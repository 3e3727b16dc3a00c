# at: manifest
aws ecr batch-get-image --repository-name web/{{app}} --image-ids imageTag=1.1 --query 'images[0].imageManifest' --output text | grep -c digest
answer layers 5
