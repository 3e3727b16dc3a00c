# at: tags
cat > tags.json <<'J'
{"Version":"2012-10-17","Statement":[
 {"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"},
 {"Effect":"Allow","Action":["ecr:BatchCheckLayerAvailability","ecr:InitiateLayerUpload","ecr:UploadLayerPart","ecr:CompleteLayerUpload","ecr:PutImage"],
  "Resource":"arn:aws:ecr:{{region}}:{{account}}:repository/${aws:PrincipalTag/Team}/*"}]}
J
aws iam put-role-policy --role-name dev-any --policy-name by-team --policy-document file://tags.json
