# task: repair
aws ecr update-repository-creation-template --prefix {{stage}} --applied-for REPLICATION CREATE_ON_PUSH
