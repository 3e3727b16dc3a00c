# at: moved
docker pull -q {{registry}}/web/{{app}}:stable
answer moved no
