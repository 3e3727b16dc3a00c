# task: names
aws ecr batch-delete-image --repository-name web/{{app}} --image-ids imageTag=stable
aws ecr batch-delete-image --repository-name web/{{app}} --image-ids imageDigest=$(aws ecr describe-images --repository-name web/{{app}} --image-ids imageTag=0.9 --query 'imageDetails[0].imageDigest' --output text)

# task: orphan
OLD=$(aws ecr describe-images --repository-name web/{{app}} --image-ids imageTag=1.0 --query 'imageDetails[0].imageDigest' --output text)
docker tag {{app}}:1.1-hotfix $ECR/web/{{app}}:1.0
docker push $ECR/web/{{app}}:1.0
# spare: the digest was noted before the push, and the filter shows that it has no tag now
aws ecr describe-images --repository-name web/{{app}} --filter tagStatus=UNTAGGED --query 'imageDetails[].imageDigest'
answer lost $OLD

# task: expire
cat > policy.json <<'S'
{ "rules": [ {
  "rulePriority": 1,
  "description": "untagged images go after {{days}} days",
  "selection": { "tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": {{days}} },
  "action": { "type": "expire" }
} ] }
S
aws ecr start-lifecycle-policy-preview --repository-name web/{{app}} --lifecycle-policy-text file://policy.json
# a preview takes some seconds
sleep 20
aws ecr get-lifecycle-policy-preview --repository-name web/{{app}}
answer named yes
aws ecr put-lifecycle-policy --repository-name web/{{app}} --lifecycle-policy-text file://policy.json
clock +25h
