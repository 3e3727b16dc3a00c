# at: by-hand
curl -sI -H "Authorization: $TOKEN" https://{{registry}}/v2/
