# at: repair
aws ecr delete-lifecycle-policy --repository-name web/{{app}}
