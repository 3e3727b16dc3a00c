# at: repair
MANIFEST=$(aws ecr batch-get-image --repository-name web/{{app}} --image-ids imageTag=1.1 --query 'images[0].imageManifest' --output text)
aws ecr put-image --repository-name web/{{app}} --image-tag rc-1.1 --image-manifest "$MANIFEST"
