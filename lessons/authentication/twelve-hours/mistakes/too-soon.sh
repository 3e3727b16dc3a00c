# at: expire
clock +11h
docker tag {{app}}:2.0 {{registry}}/web/{{app}}:2.0
docker push -q {{registry}}/web/{{app}}:2.0
