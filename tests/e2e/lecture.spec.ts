import { expect, openBench, promptIsThere, ROOTS, run, test, works } from "./support.ts";

const REGISTRY = "111122223333.dkr.ecr.us-east-1.amazonaws.com";
const digestIn = (text: string) => /sha256:[0-9a-f]{64}/.exec(text)?.[0];

for (const root of ROOTS) {
  test(`the lecture's path works in the page at ${root}, with a reload in between`, async ({ page }) => {
    test.slow();
    await openBench(page, `${root}sandbox/`);
    expect(await works(page, "aws sts get-caller-identity")).toContain("arn:aws:iam::111122223333:user/learner");
    await works(page, "use-aws-cli 1");
    expect(await works(page, "$(aws ecr get-login --region us-east-1 --no-include-email)")).toContain("Login Succeeded");
    expect(await works(page, "aws ecr create-repository --repository-name web")).toContain(`${REGISTRY}/web`);
    await works(page, 'printf \'FROM alpine\\nCOPY site /site\\nCMD ["cat", "/site"]\\n\' > Dockerfile; echo hello > site');
    await works(page, "docker build -t web:1.0 .");
    await works(page, `docker tag web:1.0 ${REGISTRY}/web:1.0`);
    const pushed = digestIn(await works(page, `docker push ${REGISTRY}/web:1.0`));
    expect(pushed).toBeDefined();
    await expect(page.locator("#see .flag")).toHaveText("1.0");

    await page.reload();
    await promptIsThere(page);
    await expect(page.locator(".xterm-rows")).toContainText("docker push");
    await expect(page.locator("#see .flag")).toHaveText("1.0");

    await page.getByRole("button", { name: "+13 h on the clock" }).first().click();
    await expect(page.locator("#see strong")).toContainText("expired");
    await works(page, "echo again >> site");
    await works(page, `docker build -t ${REGISTRY}/web:1.1 .`);
    const refused = await run(page, `docker push ${REGISTRY}/web:1.1`);
    expect(refused.status).toBe(1);
    expect(refused.output).toMatch(/expired/);
    await works(page, "use-aws-cli 2");
    expect(await works(page, `aws ecr get-login-password --region us-east-1 | docker login --username AWS --password-stdin ${REGISTRY}`)).toContain(
      "Login Succeeded",
    );
    const second = digestIn(await works(page, `docker push ${REGISTRY}/web:1.1`));
    expect(second).not.toBe(pushed);

    const described = await works(
      page,
      "aws ecr describe-images --repository-name web --image-ids imageTag=1.1 --query 'imageDetails[0].imageDigest' --output text",
    );
    expect(described.trim()).toBe(second);
    await works(page, `docker rmi ${REGISTRY}/web:1.1`);
    expect(await works(page, `docker pull ${REGISTRY}/web@${second}`)).toContain(`Digest: ${second}`);
  });
}
