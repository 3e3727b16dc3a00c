# at: shared
answer shared 1
