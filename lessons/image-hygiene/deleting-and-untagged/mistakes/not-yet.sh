# at: expire
cat > policy.json <<'S'
{ "rules": [ { "rulePriority": 1, "selection": { "tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": {{days}} }, "action": { "type": "expire" } } ] }
S
aws ecr start-lifecycle-policy-preview --repository-name web/{{app}} --lifecycle-policy-text file://policy.json
aws ecr wait lifecycle-policy-preview-complete --repository-name web/{{app}}
answer named yes
aws ecr put-lifecycle-policy --repository-name web/{{app}} --lifecycle-policy-text file://policy.json
