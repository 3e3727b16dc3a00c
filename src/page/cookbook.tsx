/** The entry of the cookbook page. */
import { render } from "preact";
import { Cookbook, type CookbookData } from "../panels/cookbook/Cookbook.tsx";

const place = document.getElementById("cookbook");
const data = document.getElementById("cookbook-data")?.textContent;
if (place && data) {
  place.replaceChildren();
  render(<Cookbook {...(JSON.parse(data) as CookbookData)} />, place);
}
