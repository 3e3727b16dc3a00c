# at: shared
answer bytes "$(aws ecr describe-images --repository-name web/{{app}} --image-ids imageTag=1.1 --query 'imageDetails[0].imageSizeInBytes' --output text)"
