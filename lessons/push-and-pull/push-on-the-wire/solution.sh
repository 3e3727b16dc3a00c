# task: first
docker tag {{app}}:1.0 {{registry}}/web/{{app}}:1.0
docker push {{registry}}/web/{{app}}:1.0
answer blobs 5

# task: second
docker tag {{app}}:1.1 {{registry}}/web/{{app}}:1.1
docker push {{registry}}/web/{{app}}:1.1
answer skipped 3

# task: actions
answer head ecr:BatchCheckLayerAvailability
answer last ecr:PutImage

# task: cut
fault drop-after 1
docker tag {{app}}:2.0 {{registry}}/web/{{app}}:2.0
# exit: 1
docker push {{registry}}/web/{{app}}:2.0
docker push {{registry}}/web/{{app}}:2.0
answer second 2
