# The registry's own protocol, without the AWS CLI reading anything and without Docker.
# task: digest
aws ecr get-authorization-token --query 'authorizationData[0].authorizationToken' --output text | sed 's/^/Authorization: Basic /' > header.txt
curl -sS -H @header.txt -o 1.1.json https://{{registry}}/v2/web/{{app}}/manifests/1.1
answer digest "sha256:$(sha256sum 1.1.json | cut -d ' ' -f 1)"

# task: manifest
answer layers "$(jq '.layers | length' 1.1.json)"
answer type "$(jq -r .mediaType 1.1.json)"

# task: shared
curl -sS -H @header.txt -o 1.0.json https://{{registry}}/v2/web/{{app}}/manifests/1.0
answer shared "$(jq -n --slurpfile a 1.0.json --slurpfile b 1.1.json '[$b[0].layers[].digest as $d | $a[0].layers[] | select(.digest == $d)] | length')"
answer bytes "$(jq -n --slurpfile a 1.0.json --slurpfile b 1.1.json '[$b[0].layers[] | select(.digest as $d | [$a[0].layers[].digest] | index($d) | not) | .size] | add')"

# task: pointer
curl -sS -H @header.txt -H 'Content-Type: application/vnd.docker.distribution.manifest.v2+json' -X PUT --data-binary @1.0.json https://{{registry}}/v2/web/{{app}}/manifests/approved
