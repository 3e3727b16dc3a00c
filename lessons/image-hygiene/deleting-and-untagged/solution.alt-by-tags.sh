# All names of an image in one call take it away too, the digest is found by the date of its push, and the policy stands in the command.
# task: names
aws ecr batch-delete-image --repository-name web/{{app}} --image-ids imageTag=stable imageTag=0.9 imageTag=legacy imageTag=rollback

# task: orphan
docker tag {{app}}:1.1-hotfix $ECR/web/{{app}}:1.0
docker push $ECR/web/{{app}}:1.0
answer lost $(docker image inspect --format '{{.Id}}' {{app}}:1.0)

# task: expire
S='{"rules":[{"rulePriority":1,"selection":{"tagStatus":"untagged","countType":"sinceImagePushed","countUnit":"days","countNumber":{{days}}},"action":{"type":"expire"}}]}'
aws ecr start-lifecycle-policy-preview --repository-name web/{{app}} --lifecycle-policy-text "$S"
aws ecr wait lifecycle-policy-preview-complete --repository-name web/{{app}}
answer named yes
aws ecr put-lifecycle-policy --repository-name web/{{app}} --lifecycle-policy-text "$S"
clock +2d
