// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The network: who sponsors whom
/// @notice Enrolment moves no money and pays nobody: no function here is payable or touches the token.
interface INetwork {
    /// @notice A sponsor's consent to a newcomer, signed by the sponsor's wallet (EIP-712, or ERC-1271 where the wallet
    /// is a contract). It may be used by many newcomers until its deadline.
    /// @param sponsor Present wallet of the sponsor. What a former wallet signed is void.
    /// @param newcomer The only wallet that may use it; zero: any wallet.
    /// @param deadline Last second at which it can be used.
    struct Invitation {
        address sponsor;
        address newcomer;
        uint256 deadline;
    }

    /// @notice Somebody of the network that the company brings along, see `importDistributors`.
    /// @param wallet Zero: he has none yet, and binds one later.
    /// @param sponsor Id of the sponsor, smaller than his own.
    /// @param rank Rank from the start.
    /// @param legacyId The company's own number for him or a hash of it; nothing personal.
    struct ImportedDistributor {
        address wallet;
        uint32 sponsor;
        uint8 rank;
        bytes32 legacyId;
    }

    /// @notice A rank to set, see `setRanks`.
    struct RankChange {
        uint32 id;
        uint8 rank;
    }

    /// @notice What a wallet page shows of a distributor, as of the present period.
    /// @param sponsor Id of the sponsor; 0 for the company.
    /// @param balance Claimable, in token units.
    /// @param active Enrolled in this period, or active by the retail volume of the last; the company always. A plan
    /// with threshold 0 counts everybody as active, whatever this says.
    /// @param activeNext Active in the next period already.
    /// @param volume Retail volume settled in this period.
    /// @param rank Rank in this period.
    /// @param rankNext Rank from the next period on.
    /// @param pushOff Whether pushed payouts are off.
    /// @param imported Whether the company brought him along before the opening.
    /// @param unbound Whether he has no wallet yet: until then the company could bind him to any.
    /// @param recovering Whether his guardian has begun a recovery that was not stopped; it may have lapsed, see `guardianOf`.
    /// @param held Whether a hold was placed that was not lifted; it may have lapsed, see `holdOf`.
    struct DistributorState {
        uint256 sponsor;
        uint256 balance;
        bool active;
        bool activeNext;
        uint256 volume;
        uint256 rank;
        uint256 rankNext;
        bool pushOff;
        bool imported;
        bool unbound;
        bool recovering;
        bool held;
    }

    /// @notice Somebody joined. The core's first event of this kind is the company itself: id 1, sponsor 0.
    /// @param id Number in order of enrolment.
    /// @param sponsor Id of the sponsor, always smaller than `id`.
    /// @param wallet The newcomer's wallet, bound to this id for good.
    event DistributorEnrolled(uint256 indexed id, uint256 indexed sponsor, address indexed wallet);

    /// @notice The company brought somebody along before the opening.
    /// @param wallet Zero where he has none yet.
    event DistributorImported(
        uint256 indexed id,
        uint256 indexed sponsor,
        address indexed wallet,
        bytes32 legacyId,
        uint256 rank
    );

    /// @notice Ranks were set, to count from the next period on.
    /// @param evidence What the ranks rest on, for example the hash of the period's figures.
    /// @param changes One word a distributor, packed: id (32 bits) above rank (8 bits).
    event RanksSet(bytes32 indexed evidence, uint256[] changes);

    /// @notice A wallet that already belongs to a distributor cannot enrol again.
    error WalletAlreadyBound(address wallet, uint256 id);
    /// @notice Not the present wallet of a distributor. `id` is the one that it once belonged to, or zero.
    error WalletNotBound(address wallet, uint256 id);
    /// @notice The zero address and the core itself cannot be a distributor's wallet.
    error WalletInvalid(address wallet);
    /// @notice The invitation names another newcomer.
    error InvitationForAnother(address newcomer, address expected);
    /// @notice The invitation's or the enrolment's deadline has passed.
    error SignatureExpired(uint256 time, uint256 deadline);
    /// @notice The signature is not `signer`'s over this `digest`.
    error SignatureInvalid(address signer, bytes32 digest);
    /// @notice There is no distributor of that number.
    error DistributorUnknown(uint256 id, uint256 lastId);
    /// @notice Imports end with `open()`.
    error ImportTooLate();
    /// @notice The first of a batch of imports is the next id; another batch came before, or this one already.
    error ImportOutOfStep(uint256 firstId, uint256 expected);
    /// @notice A sponsor comes before those whom he sponsors.
    error ImportSponsorInvalid(uint256 id, uint256 sponsor);
    /// @notice Ranks go from 0 to 15, and the company has none.
    error RankInvalid(uint256 id, uint256 rank);

    /// @notice Enrols the caller under a sponsor.
    /// @param invitation Names the sponsor. In a programme that is open to all only `sponsor` counts.
    /// @param signature The sponsor's signature over the invitation; empty in a programme that is open to all.
    /// @return id The newcomer's number.
    function enrol(Invitation calldata invitation, bytes calldata signature) external returns (uint256 id);

    /// @notice Enrols somebody who signed for it; anybody may send the transaction.
    /// @param newcomer The wallet to enrol.
    /// @param deadline Last second at which the newcomer's signature can be used.
    /// @param consent The newcomer's signature over `Enrolment(newcomer, sponsor, deadline)`.
    function enrolFor(
        Invitation calldata invitation,
        bytes calldata signature,
        address newcomer,
        uint256 deadline,
        bytes calldata consent
    ) external returns (uint256 id);

    /// @notice Brings along people of a network that exists already, before the programme opens. Only the import role.
    /// They count as enrolled in the period of the opening.
    /// @param firstId Id that the first of them is to get: the last one and one, so that a repeat changes nothing.
    /// @param people In the order of their ids.
    function importDistributors(uint256 firstId, ImportedDistributor[] calldata people) external;

    /// @notice Sets ranks, which count from the next period on. Only the rank role.
    /// @param changes Distributors and their ranks.
    /// @param evidence What they rest on.
    function setRanks(RankChange[] calldata changes, bytes32 evidence) external;

    /// @notice The distributor that a wallet belongs to.
    /// @return id Zero where the wallet was never bound.
    /// @return current False for a wallet that was moved away from.
    function idOf(address wallet) external view returns (uint256 id, bool current);

    /// @notice The state of a distributor.
    function distributor(uint256 id) external view returns (DistributorState memory state);

    /// @notice The last id given out; the company is 1.
    function lastDistributorId() external view returns (uint256);
}
