# at: cut
fault drop-after 1
docker tag {{app}}:2.0 {{registry}}/web/{{app}}:2.0
# exit: 1
docker push {{registry}}/web/{{app}}:2.0
docker push {{registry}}/web/{{app}}:2.0
answer second 3
