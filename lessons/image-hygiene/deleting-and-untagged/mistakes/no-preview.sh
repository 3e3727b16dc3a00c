# at: expire
aws ecr put-lifecycle-policy --repository-name web/{{app}} --lifecycle-policy-text '{"rules":[{"rulePriority":1,"selection":{"tagStatus":"untagged","countType":"sinceImagePushed","countUnit":"days","countNumber":{{days}}},"action":{"type":"expire"}}]}'
