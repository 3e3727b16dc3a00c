# at: template
aws ecr create-repository-creation-template --prefix {{stage}} --applied-for REPLICATION --image-tag-mutability IMMUTABLE
docker tag worker:1.0 {{registry}}/{{stage}}/worker:1.0
# exit: 1
docker push -q {{registry}}/{{stage}}/worker:1.0
