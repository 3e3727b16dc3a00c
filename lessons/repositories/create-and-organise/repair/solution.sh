# task: repair
aws ecr create-repository --repository-name web/{{app}}
for tag in 1.0 1.1; do docker pull -q {{registry}}/{{app}}:$tag; docker tag {{registry}}/{{app}}:$tag {{registry}}/web/{{app}}:$tag; docker push -q {{registry}}/web/{{app}}:$tag; done
