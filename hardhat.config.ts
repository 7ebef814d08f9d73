import { globSync } from "node:fs";
import { createRequire } from "node:module";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatIgnitionEthers from "@nomicfoundation/hardhat-ignition-ethers";
import hardhatKeystore from "@nomicfoundation/hardhat-keystore";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import hardhatVerify from "@nomicfoundation/hardhat-verify";
import { configVariable, defineConfig, overrideTask } from "hardhat/config";
import { completeOutput, quietDependencies, stableTypechain } from "./tools/plugins.ts";

const require = createRequire(import.meta.url);

// Hardhat reports its use to its makers when run at a terminal; this project sends nothing anywhere.
process.env.HARDHAT_DISABLE_TELEMETRY ??= "true";

// A coverage run compiles instrumented code. It keeps its artifacts and its cache to itself and leaves the bindings
// alone, so that the next build finds everything as it was.
const coverage = process.argv.includes("--coverage");

// The compiler is an npm package (WASM): the build downloads nothing. Both profiles are the same to the last setting,
// so that tests, gas figures and deployments all use one build, and tests run the bytecode that ships.
const build = {
  version: require("solc/package.json").version as string,
  path: require.resolve("solc/soljson.js"),
  settings: {
    // First, where Hardhat puts it in the production profile: the build cache knows a build by the order as well.
    optimizer: { enabled: true, runs: 10_000_000 },
    evmVersion: "cancun",
    viaIR: true,
    // The hash of the metadata changes with every comment, and with the files compiled along, whose remappings are in
    // it. What the optimizer makes may differ a little with the files compiled along as well: what is compared with a
    // deployment is built from nothing, `rm -rf artifacts cache && npm run build`.
    metadata: { bytecodeHash: "none" },
    // Where each variable lies, for `npm run size` and the tests of the layout; with what Hardhat itself asks for.
    outputSelection: {
      "*": {
        "*": ["abi", "evm.bytecode", "evm.deployedBytecode", "evm.methodIdentifiers", "metadata", "storageLayout"],
      },
    },
  },
  isolated: false,
  toolVersionsInBuildInfo: false,
};

/** A number that a deep run sets through the environment, see CONTRIBUTING.md. */
function setting(name: string, usual: number): number {
  const value = process.env[name];
  if (value === undefined || value === "") return usual;
  if (!/^[1-9]\d*$/.test(value)) throw new Error(`${name} must be a positive integer, not "${value}"`);
  return Number(value);
}

export default defineConfig({
  plugins: [
    hardhatEthers,
    hardhatChaiMatchers,
    hardhatIgnitionEthers,
    hardhatKeystore,
    hardhatMocha,
    hardhatNetworkHelpers,
    hardhatVerify,
    stableTypechain,
    completeOutput,
    quietDependencies,
  ],
  solidity: { profiles: { default: build, production: build } },
  paths: {
    ignition: "deploy",
    ...(coverage ? { artifacts: "coverage/artifacts", cache: "coverage/cache" } : {}),
  },
  typechain: { outDir: "packages/protocol/src/contracts", dontOverrideCompile: coverage },
  networks: {
    localhost: { type: "http", chainType: "l1", url: "http://127.0.0.1:8545" },
    // An example of a public network. `npx hardhat keystore set <name>` keeps both values encrypted on disk.
    sepolia: {
      type: "http",
      chainType: "l1",
      url: configVariable("SEPOLIA_RPC_URL"),
      accounts: [configVariable("SEPOLIA_DEPLOYER_KEY")],
    },
  },
  // Sourcify needs no key, and scripts/verify.ts uses it. The others' keys belong into the keystore.
  verify: { sourcify: { enabled: true }, etherscan: { enabled: false }, blockscout: { enabled: false } },
  coverage: { skipFiles: ["contracts/mocks/**"] },
  test: {
    solidity: {
      fuzz: { runs: setting("UPLINE_FUZZ_RUNS", 1_000) },
      invariant: {
        runs: setting("UPLINE_INVARIANT_RUNS", 256),
        depth: setting("UPLINE_INVARIANT_DEPTH", 100),
      },
    },
    mocha: { timeout: 60_000 },
  },
  tasks: [
    // Mocha would load every TypeScript file below test/, helpers and reports included: tests are named *.test.ts. Those
    // of the protocol package are here as well, since they prove it against contracts on a Hardhat network.
    overrideTask(["test", "mocha"])
      .setInlineAction(async (args, hre, runSuper) => {
        const all = () =>
          globSync(["test/**/*.test.ts", "packages/protocol/test/**/*.test.ts"], { cwd: hre.config.paths.root }).sort();
        return runSuper({ ...args, testFiles: args.testFiles.length > 0 ? args.testFiles : all() });
      })
      .build(),
  ],
});
