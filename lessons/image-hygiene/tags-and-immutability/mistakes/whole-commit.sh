# at: scheme
docker tag {{app}}:2.0 {{registry}}/web/{{app}}:$(cat GIT_SHA)
docker push -q {{registry}}/web/{{app}}:$(cat GIT_SHA)
