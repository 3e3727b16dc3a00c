# at: expire
# exit: 254
aws ecr start-lifecycle-policy-preview --repository-name web/{{app}}
