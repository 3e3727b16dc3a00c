# at: by-hand
curl -s -o /dev/null -w '%{http_code}\n' -u "$(aws configure get aws_access_key_id):$(aws configure get aws_secret_access_key)" https://{{registry}}/v2/
