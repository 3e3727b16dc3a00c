# task: pin
docker pull -q {{registry}}/web/{{app}}:stable
docker inspect --format '{{index .RepoDigests 0}}' {{registry}}/web/{{app}}:stable | cut -d@ -f2 > pin.txt

# task: moved
docker pull -q {{registry}}/web/{{app}}:stable
answer moved yes

# task: old
docker pull -q {{registry}}/web/{{app}}@$(cat pin.txt)

# task: deploy
sed -i "s#image: .*#image: {{registry}}/web/{{app}}@$(cat pin.txt)#" deployment.yaml
