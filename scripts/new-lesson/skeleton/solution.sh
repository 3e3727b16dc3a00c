# task: create
aws ecr create-repository --repository-name web/{{app}}

# task: name
answer uri {{registry}}/web/{{app}}
