# task: repair
# spare: the cause is read here
aws ecr get-lifecycle-policy --repository-name web/{{app}}
cat > policy.json <<'S'
{ "rules": [ {
  "rulePriority": 1,
  "description": "clear up untagged images",
  "selection": { "tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 14 },
  "action": { "type": "expire" }
} ] }
S
aws ecr put-lifecycle-policy --repository-name web/{{app}} --lifecycle-policy-text file://policy.json
docker tag {{app}}:1.0 $ECR/web/{{app}}:1.0
docker push $ECR/web/{{app}}:1.0
