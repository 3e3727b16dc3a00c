# at: repair
docker logout {{registry}}
