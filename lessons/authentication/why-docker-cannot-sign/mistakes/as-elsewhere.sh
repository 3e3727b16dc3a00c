# at: challenge
curl -sI https://{{registry}}/v2/
answer scheme bearer
