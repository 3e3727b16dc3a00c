/** A sentence for whoever uses the control socket wrongly. By itself, so that a server without one loads nothing of it. */
export class ControlError extends Error {}
