# at: first
docker tag {{app}}:1.0 {{registry}}/web/{{app}}:1.0
docker push {{registry}}/web/{{app}}:1.0
answer blobs 6
