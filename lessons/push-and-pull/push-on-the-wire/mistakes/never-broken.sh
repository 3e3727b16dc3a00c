# at: cut
docker tag {{app}}:2.0 {{registry}}/web/{{app}}:2.0
docker push {{registry}}/web/{{app}}:2.0
