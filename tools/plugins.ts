// Two small Hardhat plugins of this project's own.
import hardhatTypechain from "@nomicfoundation/hardhat-typechain";
import type { SolidityHooks } from "hardhat/types/hooks";
import type { HardhatPlugin } from "hardhat/types/plugins";

/**
 * hardhat-typechain, given its input sorted. It gets the artifacts in the file system's order, which differs from
 * machine to machine, and writes its index files in that order: the committed bindings would never stay the same.
 */
export const stableTypechain: HardhatPlugin = {
  ...hardhatTypechain,
  hookHandlers: {
    ...hardhatTypechain.hookHandlers,
    solidity: async () => {
      const original = await hardhatTypechain.hookHandlers?.solidity?.();
      return {
        default: async (): Promise<Partial<SolidityHooks>> => {
          const handlers = await original?.default();
          return {
            ...handlers,
            processArtifactsAfterSuccessfulBuild: async (context, artifactPaths, ...rest) =>
              handlers?.processArtifactsAfterSuccessfulBuild?.(context, [...artifactPaths].sort(), ...rest),
          };
        },
      };
    },
  },
};

/** Leaves out what the compiler says about other people's code, so that what it says about ours is seen. */
export const quietDependencies: HardhatPlugin = {
  id: "upline-quiet-dependencies",
  hookHandlers: {
    solidity: async () => ({
      default: async (): Promise<Partial<SolidityHooks>> => ({
        getCompilationJobErrors: async (context, job, output, next) =>
          (await next(context, job, output)).filter(
            ({ severity, formattedMessage }) =>
              severity === "error" || !/-->\s+\S*\bnode_modules\//.test(formattedMessage ?? ""),
          ),
      }),
    }),
  },
};

/**
 * Completes the compiler's answer for a file without a contract (types alone), which has no `contracts` at all: the
 * network would refuse the build info that Hardhat writes of it, with «missing field `contracts`».
 */
export const completeOutput: HardhatPlugin = {
  id: "upline-complete-output",
  hookHandlers: {
    solidity: async () => ({
      default: async (): Promise<Partial<SolidityHooks>> => ({
        invokeSolc: async (context, compiler, input, config, next) => {
          const output = await next(context, compiler, input, config);
          return { ...output, contracts: output.contracts ?? {} };
        },
      }),
    }),
  },
};
