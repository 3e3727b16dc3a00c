import { expect, openBench, run, test, works } from "./support.ts";

test.use({ contextOptions: { reducedMotion: "no-preference" } });

test("a push lands layer by layer under the crane, what is there already blinks, what is deleted fades", async ({ page }) => {
  await page.goto("/");
  const picture = await page.locator(".window .stack .box b").allTextContents();
  await openBench(page, "/sandbox/");
  await works(page, "aws ecr create-repository --repository-name web");
  await works(page, "aws ecr get-login-password | docker login --username AWS --password-stdin $ECR");
  await works(page, "docker tag storefront:1.1 $ECR/web:1.1; docker tag storefront:2.0 $ECR/web:2.0");
  await page.evaluate(() => {
    const seen = { crane: 0, landed: 0, kept: 0, faded: 0 };
    Object.assign(window, { seen });
    new MutationObserver(() => {
      seen.crane = Math.max(seen.crane, document.querySelectorAll("#see .trolley").length);
      seen.landed = Math.max(seen.landed, document.querySelectorAll("#see .is-landing").length);
      seen.kept = Math.max(seen.kept, document.querySelectorAll("#see .is-kept").length);
      seen.faded = Math.max(seen.faded, document.querySelectorAll("#see .stack.is-leaving").length);
    }).observe(document.getElementById("see") ?? document.body, { subtree: true, childList: true, attributes: true });
  });
  const began = Date.now();
  await works(page, "docker push $ECR/web:1.1");
  expect(Date.now() - began).toBeGreaterThan(1000);
  await works(page, "docker push $ECR/web:2.0");
  await expect(page.locator("#see .stack")).toHaveCount(2);
  // The picture on the home page shows these images, so their digests are these.
  const real = await page.locator("#see .stack .box b").allTextContents();
  for (const label of real) expect(picture).toContain(label);
  await works(page, "aws ecr batch-delete-image --repository-name web --image-ids imageTag=1.1");
  await expect(page.locator("#see .stack")).toHaveCount(1);
  const seen = await page.evaluate(() => Reflect.get(window, "seen"));
  expect(seen).toEqual({ crane: 1, landed: expect.any(Number), kept: 2, faded: 1 });
  expect(seen.landed).toBeGreaterThan(1);
  expect((await run(page, "docker push $ECR/web:2.0")).output).toContain("Layer already exists");
});
