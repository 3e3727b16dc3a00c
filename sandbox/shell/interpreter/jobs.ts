/** Statuses of finished background jobs, for `wait PID`. */
export const finishedJobs = new Map<number, number>();
