# task: digest
answer digest "$(aws ecr describe-images --repository-name web/{{app}} --image-ids imageTag=1.1 --query 'imageDetails[0].imageDigest' --output text)"

# task: manifest
aws ecr batch-get-image --repository-name web/{{app}} --image-ids imageTag=1.1 --query 'images[0].imageManifest' --output text > 1.1.json
answer layers "$(jq '.layers | length' 1.1.json)"
answer type "$(jq -r .mediaType 1.1.json)"

# task: shared
aws ecr batch-get-image --repository-name web/{{app}} --image-ids imageTag=1.0 --query 'images[0].imageManifest' --output text > 1.0.json
jq -r '.layers[].digest' 1.0.json > known.txt
answer shared "$(jq -r '.layers[].digest' 1.1.json | grep -c -F -f known.txt)"
answer bytes "$(jq -r '.layers[] | [.digest, .size] | @tsv' 1.1.json | grep -v -F -f known.txt | cut -f2)"

# task: pointer
MANIFEST=$(aws ecr batch-get-image --repository-name web/{{app}} --image-ids imageTag=1.0 --query 'images[0].imageManifest' --output text)
aws ecr put-image --repository-name web/{{app}} --image-tag approved --image-manifest "$MANIFEST"
