# at: move
docker tag {{app}}:1.1-hotfix {{registry}}/web/{{app}}:1.1-hotfix
docker push -q {{registry}}/web/{{app}}:1.1-hotfix
