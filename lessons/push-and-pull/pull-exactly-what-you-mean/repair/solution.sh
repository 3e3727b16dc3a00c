# task: repair
docker tag {{app}}:1.0 {{registry}}/web/{{app}}:deployed
docker push -q {{registry}}/web/{{app}}:deployed
