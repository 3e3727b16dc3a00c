/** What a route is: the method and kind of path it answers, the section of the specification it follows, and its code. */
import type { HttpRequest, HttpResponse } from "../kernel/exchange.ts";
import type { Backend } from "./backend.ts";
import type { Target } from "./path.ts";

export interface Asked<K extends Target["kind"]> {
  readonly request: HttpRequest;
  readonly target: Extract<Target, { kind: K }>;
  readonly query: URLSearchParams;
  readonly backend: Backend;
}

export interface Route<K extends Target["kind"]> {
  readonly methods: readonly string[];
  readonly kind: K;
  /** Link to the section of the specification. */
  readonly spec: string;
  handle(asked: Asked<K>): Promise<HttpResponse>;
}

/** A route of any kind. */
export type AnyRoute = { [K in Target["kind"]]: Route<K> }[Target["kind"]];

/** The specification that every route's link points into. */
export const SPEC = "https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md";
