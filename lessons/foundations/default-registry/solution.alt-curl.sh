# curl signs the requests itself (--aws-sigv4): the same cloud, without the AWS CLI asking it.
# task: who
K="$(aws configure get aws_access_key_id):$(aws configure get aws_secret_access_key)"
curl -sS --aws-sigv4 "aws:amz:{{region}}:sts" -u "$K" -d 'Action=GetCallerIdentity&Version=2011-06-15' https://sts.{{region}}.amazonaws.com/
answer account {{account}}
answer region {{region}}

# task: host
cat > registry.txt <<'S'
{{account}}.dkr.ecr.{{region}}.amazonaws.com
S

# task: levels
K="$(aws configure get aws_access_key_id):$(aws configure get aws_secret_access_key)"
curl -sS --aws-sigv4 "aws:amz:{{region}}:ecr" -u "$K" -H 'Content-Type: application/x-amz-json-1.1' -H 'X-Amz-Target: AmazonEC2ContainerRegistry_V20150921.DescribeRegistry' -d '{}' https://api.ecr.{{region}}.amazonaws.com/
curl -sS --aws-sigv4 "aws:amz:{{region}}:ecr" -u "$K" -H 'Content-Type: application/x-amz-json-1.1' -H 'X-Amz-Target: AmazonEC2ContainerRegistry_V20150921.DescribeRepositories' -d '{}' https://api.ecr.{{region}}.amazonaws.com/

# task: regions
K="$(aws configure get aws_access_key_id):$(aws configure get aws_secret_access_key)"
curl -sS --aws-sigv4 "aws:amz:eu-west-1:ecr" -u "$K" -H 'Content-Type: application/x-amz-json-1.1' -H 'X-Amz-Target: AmazonEC2ContainerRegistry_V20150921.CreateRepository' -d '{"repositoryName":"hello"}' https://api.ecr.eu-west-1.amazonaws.com/
