# at: owner
aws ecr get-login-password | docker login --username AWS --password-stdin {{registry}}
docker pull {{registry}}/data/etl:1.0
