/** The second, fourth, sixth … lesson of the course, held to the rules of FORMAT §9. */
import { describeLessons } from "./hold/suite.ts";

await describeLessons(1, 2);
