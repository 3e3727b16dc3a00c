# at: second
docker tag {{app}}:1.1 {{registry}}/web/{{app}}:1.1
docker push {{registry}}/web/{{app}}:1.1
answer skipped 2
