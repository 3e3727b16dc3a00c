/** Nouns share one grammar (FORMAT §4.1). A noun finds things by name or pattern and shows their properties under the names the API prints. */
import type { Context, Where } from "./context.ts";

export interface Thing {
  /** As the check names it. */
  readonly name: string;
  /** What a sentence calls it. */
  readonly label: string;
  /** Properties by name; getters where they cost something. */
  readonly has: Readonly<Record<string, unknown>>;
}

export interface Noun {
  readonly name: string;
  /** `["Repository", "Repositories"]` */
  readonly words: readonly [one: string, many: string];
  /** First names of the properties that things of it may have; missing when they name themselves. Others are refused when a lesson is read. */
  readonly properties?: readonly string[];
  /** A name always selects many: `images: web/storefront`. */
  readonly plural?: boolean;
  /** Things of that name or pattern; empty when there is none. */
  find(name: string, context: Context, where: Where | undefined): Promise<readonly Thing[]>;
  /** Everything of the noun beside a name, for `only`: of an image its repository, else the registry or the computer. */
  beside(name: string, context: Context, where: Where | undefined): Promise<readonly Thing[]>;
  /** What is true while a thing of that name is missing. */
  missing(name: string, context: Context, where: Where | undefined): Promise<string>;
  /** The name in a goal; backticks by default. */
  called?(name: string): string;
}
