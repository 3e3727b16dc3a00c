/** What a shell remembers between lines: plain, cloneable data, so that it can be saved, forked and undone. */

/** A variable: a scalar in `value`, or an array in `list` (keys are decimal indices, or any text when associative). Neither: declared, unset. */
export interface Variable {
  readonly value?: string;
  readonly list?: Readonly<Record<string, string>>;
  readonly associative?: boolean;
  readonly exported?: boolean;
  readonly readonly?: boolean;
  readonly integer?: boolean;
}

export interface ShellState {
  cwd: string;
  variables: Readonly<Record<string, Variable>>;
  /** Name to source text, `name () …`. */
  functions: Readonly<Record<string, string>>;
  aliases: Readonly<Record<string, string>>;
  /** `set -o` and `shopt` options that are on. */
  options: Readonly<Record<string, boolean>>;
  history: readonly string[];
  /** `$?`. */
  status: number;
  umask: number;
  /** Commands by signal name; only `EXIT` is ever run. */
  traps: Readonly<Record<string, string>>;
  /** Feeds `$RANDOM`, so that a replay draws the same numbers. */
  random: number;
  /** The directory stack below the current directory, top first. */
  stack: readonly string[];
}

/** The state of a fresh login shell with these exported variables. */
export function freshState(env: Readonly<Record<string, string>>, cwd: string): ShellState {
  const variables: Record<string, Variable> = { IFS: { value: " \t\n" }, OPTIND: { value: "1" }, PS4: { value: "+ " } };
  for (const [name, value] of Object.entries(env)) variables[name] = { value, exported: true };
  variables.PWD = { value: cwd, exported: true };
  return { cwd, variables, functions: {}, aliases: {}, options: {}, history: [], status: 0, umask: 0o022, traps: {}, random: 42, stack: [] };
}

/** A copy for a subshell. Values inside are never changed in place, so this is shallow and cheap. */
export function forkState(state: ShellState): ShellState {
  return { ...state, traps: {} };
}

/** A name that may be assigned. */
export const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Exported variables that have a value: the environment of a program. */
export function environmentOf(state: ShellState): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, variable] of Object.entries(state.variables)) {
    if (variable.exported && variable.value !== undefined) env[name] = variable.value;
  }
  return env;
}

/** The scalar meaning of a variable: of an array, its element 0. */
export function scalar(variable: Variable | undefined): string | undefined {
  return variable?.list ? variable.list["0"] : variable?.value;
}

/** A change of one variable, as a new table. `undefined` removes it. */
export function withVariable(state: ShellState, name: string, variable: Variable | undefined): void {
  if (variable) {
    state.variables = { ...state.variables, [name]: variable };
  } else {
    const { [name]: _gone, ...rest } = state.variables;
    state.variables = rest;
  }
}

/** Keys of an array, indices in numeric order. */
export function arrayKeys(variable: Variable): string[] {
  return Object.keys(variable.list ?? {});
}
