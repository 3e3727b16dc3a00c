# The same line, changed in the file.
# task: repair
sed -i 's/eu-west-1/{{region}}/' ~/.aws/config
aws ecr describe-repositories --output table
