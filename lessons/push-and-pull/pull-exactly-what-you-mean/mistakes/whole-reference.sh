# at: pin
docker pull -q {{registry}}/web/{{app}}:stable
docker inspect --format '{{index .RepoDigests 0}}' {{registry}}/web/{{app}}:stable > pin.txt
