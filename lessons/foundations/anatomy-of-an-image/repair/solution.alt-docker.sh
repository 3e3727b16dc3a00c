# task: repair
docker pull -q {{registry}}/web/{{app}}:rc-1.1
docker tag {{registry}}/web/{{app}}:rc-1.1 {{registry}}/web/{{app}}:1.1
docker push -q {{registry}}/web/{{app}}:1.1
