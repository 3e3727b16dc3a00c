/** The first, third, fifth … lesson of the course, held to the rules of FORMAT §9. */
import { describeLessons } from "./hold/suite.ts";

await describeLessons(0, 2);
