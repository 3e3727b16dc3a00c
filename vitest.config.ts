import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "sandbox/**/*.test.ts",
            "src/**/*.test.ts",
            "scripts/**/*.test.ts",
            "tests/lessons/**/*.test.ts",
            "tests/transcripts/**/*.test.ts",
            "tests/properties/**/*.test.ts",
            "tests/permissions/**/*.test.ts",
          ],
          testTimeout: 30_000,
        },
      },
      { test: { name: "architecture", include: ["tests/architecture/**/*.test.ts"], testTimeout: 30_000 } },
      { test: { name: "clients", include: ["tests/clients/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false } },
      // Once more when it fails: a browser that starts beside other work at times does not answer.
      { test: { name: "firefox", include: ["tests/firefox/**/*.test.ts"], testTimeout: 90_000, retry: 1 } },
    ],
  },
});
