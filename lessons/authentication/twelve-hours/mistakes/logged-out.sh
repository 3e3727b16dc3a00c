# at: again
docker logout {{registry}}
