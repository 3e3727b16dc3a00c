# at: repair
aws configure set region us-east-1
# exit: 254
aws sts get-caller-identity
