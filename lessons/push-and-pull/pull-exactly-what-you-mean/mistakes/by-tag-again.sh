# at: old
docker pull {{registry}}/web/{{app}}:stable
