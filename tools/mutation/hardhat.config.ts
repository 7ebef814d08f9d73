// The project's configuration for running mutants: their artifacts in the place of the project's, and no limits of size
// and gas, since code with choices in it is large.
import project from "../../hardhat.config.ts";

const artifacts = process.env.UPLINE_MUTATION_ARTIFACTS;

export default {
  ...project,
  paths: { ...project.paths, ...(artifacts === undefined ? {} : { artifacts }) },
  networks: {
    ...project.networks,
    default: {
      type: "edr-simulated" as const,
      chainType: "l1" as const,
      allowUnlimitedContractSize: true,
      blockGasLimit: 60_000_000n,
      transactionGasCap: false as const,
    },
  },
};
