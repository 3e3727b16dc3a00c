# The digest from the API; a tag as a note, in the pull and in the deployment.
# task: pin
docker pull {{registry}}/web/{{app}}:stable
aws ecr describe-images --repository-name web/{{app}} --image-ids imageTag=stable --query 'imageDetails[0].imageDigest' --output text > pin.txt

# task: moved
docker image pull {{registry}}/web/{{app}}:stable
answer moved yes

# task: old
docker pull -q {{registry}}/web/{{app}}:1.0@$(cat pin.txt)

# task: deploy
sed -i "s#:stable#:stable@$(cat pin.txt)#" deployment.yaml
