import { IUpline__factory } from "@upline/protocol";
import { parseAbi } from "viem";

/**
 * Every event of the core, those of OpenZeppelin's roles too, which the interface does not name: an event that is left
 * out here is not asked for, and the journal would not come out.
 */
export const ABI = [
  ...IUpline__factory.abi,
  ...parseAbi([
    "event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)",
    "event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender)",
    "event RoleAdminChanged(bytes32 indexed role, bytes32 indexed previousAdminRole, bytes32 indexed newAdminRole)",
  ]),
] as const;
