# at: digest
answer digest "$(aws ecr describe-images --repository-name web/{{app}} --image-ids imageTag=1.1 --query 'imageDetails[0].imageDigest' --output text | cut -c8-19)"
