# at: repair
aws ecr create-repository --repository-name web/{{app}}
docker pull -q {{registry}}/{{app}}:1.1
docker tag {{registry}}/{{app}}:1.1 {{registry}}/web/{{app}}:1.1
docker push -q {{registry}}/web/{{app}}:1.1
