# at: pointer
MANIFEST=$(aws ecr batch-get-image --repository-name web/{{app}} --image-ids imageTag=1.0 --query 'images[0].imageManifest' --output text | jq -c .)
aws ecr put-image --repository-name web/{{app}} --image-tag approved --image-manifest "$MANIFEST"
