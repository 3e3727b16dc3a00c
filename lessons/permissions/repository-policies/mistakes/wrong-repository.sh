# at: partner
aws ecr delete-repository-policy --repository-name web/{{app}}
