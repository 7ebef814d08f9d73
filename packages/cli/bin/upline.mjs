#!/usr/bin/env node
// Plain JavaScript, since it may be started by a Node that cannot read TypeScript by itself.
if (!process.features.typescript) {
  const { register } = await import("tsx/esm/api");
  register();
}

// Whoever reads the output may stop doing so, like `head`.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

const { main } = await import("../src/main.ts");
process.exitCode = await main(process.argv.slice(2));
