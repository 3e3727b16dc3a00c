# curl does what the AWS CLI and `docker push` do: signs the API call, sends the blobs one by one, and the manifest last.
# task: create
K="$(aws configure get aws_access_key_id):$(aws configure get aws_secret_access_key)"
curl -sS --aws-sigv4 "aws:amz:{{region}}:ecr" -u "$K" -H 'Content-Type: application/x-amz-json-1.1' -H 'X-Amz-Target: AmazonEC2ContainerRegistry_V20150921.CreateRepository' -d '{"repositoryName":"web/{{app}}"}' https://api.ecr.{{region}}.amazonaws.com/

# task: login
mkdir -p ~/.docker
printf '{"auths":{"%s":{"auth":"%s"}}}' "$ECR" "$(aws ecr get-authorization-token --query 'authorizationData[0].authorizationToken' --output text)" > ~/.docker/config.json

# task: push
cat > push.sh <<'S'
# push.sh IMAGE REPOSITORY TAG: from Docker's own files to the registry
set -e
blobs=/var/lib/docker/blobs/sha256
auth="Authorization: Basic $(jq -r ".auths[\"$ECR\"].auth" ~/.docker/config.json)"
id=$(docker images --no-trunc --quiet "$1")
manifest=$blobs/${id#sha256:}
for digest in $(jq -r '.config.digest, .layers[].digest' "$manifest"); do
  to=$(curl -sS -i -X POST -H "$auth" "https://$ECR/v2/$2/blobs/uploads/" | tr -d '\r' | sed -n 's/^[Ll]ocation: //p')
  case $to in /*) to=https://$ECR$to ;; esac
  curl -sS -X PUT -H "$auth" -H 'Content-Type: application/octet-stream' --data-binary "@$blobs/${digest#sha256:}" "$to?digest=$digest"
done
curl -sS -X PUT -H "$auth" -H "Content-Type: $(jq -r .mediaType "$manifest")" --data-binary "@$manifest" "https://$ECR/v2/$2/manifests/$3"
S
bash push.sh {{app}}:1.0 web/{{app}} 1.0

# task: pull
docker rmi {{app}}:1.0
docker pull $ECR/web/{{app}}:1.0

# task: again
K="$(aws configure get aws_access_key_id):$(aws configure get aws_secret_access_key)"
curl -sS --aws-sigv4 "aws:amz:{{region}}:ecr" -u "$K" -H 'Content-Type: application/x-amz-json-1.1' -H 'X-Amz-Target: AmazonEC2ContainerRegistry_V20150921.CreateRepository' -d '{"repositoryName":"web/api"}' https://api.ecr.{{region}}.amazonaws.com/
bash push.sh api:2.3 web/api 2.3
