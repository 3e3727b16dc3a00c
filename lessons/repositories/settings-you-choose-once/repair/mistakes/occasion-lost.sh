# at: repair
aws ecr update-repository-creation-template --prefix {{stage}} --applied-for CREATE_ON_PUSH
