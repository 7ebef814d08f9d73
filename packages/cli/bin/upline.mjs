#!/usr/bin/env node
// Plain JavaScript, since it may be started by a Node that cannot read TypeScript by itself.
import module from "node:module";
import { fileURLToPath } from "node:url";

// What was compiled is kept beside the packages, which makes the command start three times as fast.
module.enableCompileCache?.(fileURLToPath(new URL("../../../node_modules/.cache/upline", import.meta.url)));

if (!process.features.typescript) {
  const { register } = await import("tsx/esm/api");
  register();
} else {
  // The contracts' bindings are generated, and name each other as the JavaScript that they would be compiled to.
  module.registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        if (error.code !== "ERR_MODULE_NOT_FOUND" || !/^\..*\.js$/.test(specifier)) throw error;
        return next(specifier.replace(/\.js$/, ".ts"), context);
      }
    },
  });
}

// Whoever reads the output may stop doing so, like `head`.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

const { main } = await import("../src/main.ts");
process.exitCode = await main(process.argv.slice(2));
