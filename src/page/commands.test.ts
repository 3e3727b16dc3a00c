import { expect, test } from "vitest";
import { commands } from "./commands.ts";

test.each([
  ["a\nb", ["a", "b"]],
  ["# why\n\na", ["a"]],
  ["a \\\n  b\nc", ["a \\\n  b", "c"]],
  ["cat > f <<'J'\n{\n# kept\n\n}\nJ\naws x", ["cat > f <<'J'\n{\n# kept\n\n}\nJ", "aws x"]],
  ["cat <<A <<-B\n1\nA\n2\n\tB\nls", ["cat <<A <<-B\n1\nA\n2\n\tB", "ls"]],
])("%j", (text, lines) => {
  expect(commands(text)).toEqual(lines);
});
