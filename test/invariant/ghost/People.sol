// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The ghost's people: under whom they stand, which wallet is theirs, how active and of which rank they are
/// @dev Every period's figures are kept apart instead of rolled on.
abstract contract People {
    /// @dev A rank, and the period that it counts from.
    struct RankGiven {
        uint256 from;
        uint256 rank;
    }

    /// @dev Who may recover the present wallet, and to where he is about to; `readyAt` zero: nowhere.
    struct Guard {
        address guardian;
        uint256 delay;
        address to;
        uint256 readyAt;
    }

    /// @dev `wallet` zero: imported and not bound yet. `holds` are the times at which holds began.
    struct Person {
        address wallet;
        uint256 sponsor;
        uint256 enrolledIn;
        bool imported;
        uint256 owed;
        bool pushOff;
        address proposed;
        Guard guard;
        bool held;
        uint256 heldUntil;
        uint256[] holds;
        RankGiven[] ranks;
    }

    uint256 internal constant THE_COMPANY = 1;
    uint256 internal constant NEVER = type(uint256).max;
    /// @dev Longest hold, and how many may begin in how long a time.
    uint256 internal constant LONGEST_HOLD = 90 days;
    uint256 internal constant MOST_HOLDS = 4;
    uint256 internal constant TIME_OF_HOLDS = 730 days;
    /// @dev How long a recovery can be finished once it is ready.
    uint256 internal constant TIME_TO_FINISH = 30 days;

    uint256 private immutable _firstSecond;
    uint256 private immutable _periodSeconds;

    /// @dev Index is the id; 0 is nobody.
    Person[] internal people;
    /// @dev A wallet stays an id's for good, present or former.
    mapping(address wallet => uint256 id) internal idOfWallet;
    address[] internal formerWallets;
    /// @dev Signed claims that were used or taken back, to whom each was signed, and where wallets signed to move to.
    mapping(address wallet => uint256) internal claimNonces;
    mapping(address wallet => mapping(uint256 nonce => address recipient)) internal claimAgreed;
    mapping(address wallet => address to) internal moveAgreed;
    mapping(uint256 id => mapping(uint256 period => uint256 volume)) internal retailSettled;
    mapping(uint256 id => mapping(uint256 period => bool active)) internal activityEarned;

    constructor(uint256 firstSecond, uint256 periodSeconds) {
        _firstSecond = firstSecond;
        _periodSeconds = periodSeconds;
    }

    function _beginPeople(address treasury) internal {
        people.push();
        _noteEnrolment(treasury, 0, _firstSecond);
    }

    function _periodAt(uint256 time) internal view returns (uint256) {
        return (time - _firstSecond) / _periodSeconds;
    }

    function _periodStart(uint256 period) internal view returns (uint256) {
        return _firstSecond + period * _periodSeconds;
    }

    // What happened

    function _noteEnrolment(address wallet, uint256 sponsor, uint256 time) internal {
        Person storage person = people.push();
        person.sponsor = sponsor;
        person.enrolledIn = _periodAt(time);
        _noteBinding(people.length - 1, wallet);
    }

    /// @dev Counts as enrolled when the programme opens, and has his rank from the start.
    function _noteImport(address wallet, uint256 sponsor, uint256 rank) internal {
        Person storage person = people.push();
        person.sponsor = sponsor;
        person.enrolledIn = NEVER;
        person.imported = true;
        person.ranks.push(RankGiven(0, rank));
        if (wallet != address(0)) _noteBinding(people.length - 1, wallet);
    }

    function _noteBinding(uint256 id, address wallet) internal {
        people[id].wallet = wallet;
        idOfWallet[wallet] = id;
    }

    function _noteOpeningForPeople(uint256 time) internal {
        for (uint256 id = 1; id < people.length; ++id) {
            if (people[id].imported) people[id].enrolledIn = _periodAt(time);
        }
    }

    /// @dev What the former wallet proposed and named is void.
    function _noteMove(uint256 id, address to) internal {
        Person storage person = people[id];
        formerWallets.push(person.wallet);
        person.proposed = address(0);
        delete person.guard;
        _noteBinding(id, to);
    }

    function _noteRank(uint256 id, uint256 rank, uint256 time) internal {
        people[id].ranks.push(RankGiven(_periodAt(time) + 1, rank));
    }

    function _noteHold(uint256 id, uint256 time, uint256 until) internal {
        Person storage person = people[id];
        person.holds.push(time);
        (person.held, person.heldUntil) = (true, until);
    }

    function _noteLift(uint256 id, uint256 time) internal {
        (people[id].held, people[id].heldUntil) = (false, time);
    }

    function _noteActivity(uint256 id, uint256 volume, uint256 threshold, uint256 period) internal {
        uint256 sum = retailSettled[id][period] + volume;
        retailSettled[id][period] = sum;
        if (sum >= threshold) activityEarned[id][period + 1] = true;
    }

    // What the rules say

    function _isCurrent(address wallet) internal view returns (bool) {
        return idOfWallet[wallet] != 0 && people[idOfWallet[wallet]].wallet == wallet;
    }

    /// @dev His wallet, or where he has none, that of the next above him.
    function _walletOf(uint256 id) internal view returns (address) {
        while (people[id].wallet == address(0)) id = people[id].sponsor;
        return people[id].wallet;
    }

    function _isUnbound(uint256 id) internal view returns (bool) {
        return people[id].imported && people[id].wallet == address(0);
    }

    function _isActive(uint256 id, uint256 threshold, uint256 period) internal view returns (bool) {
        return threshold == 0 || people[id].enrolledIn == period || activityEarned[id][period];
    }

    function _rankOf(uint256 id, uint256 period) internal view returns (uint256) {
        RankGiven[] storage given = people[id].ranks;
        for (uint256 i = given.length; i > 0; --i) {
            if (given[i - 1].from <= period) return given[i - 1].rank;
        }
        return 0;
    }

    function _isHeld(uint256 id, uint256 time) internal view returns (bool) {
        return time < people[id].heldUntil;
    }

    /// @dev Whether a recovery has begun that was not stopped and has not lapsed.
    function _isRecovering(uint256 id, uint256 time) internal view returns (bool) {
        uint256 readyAt = people[id].guard.readyAt;
        return readyAt != 0 && time < readyAt + TIME_TO_FINISH;
    }

    /// @dev How many holds began in the 24 months before.
    function _holdsCounting(uint256 id, uint256 time) internal view returns (uint256 count) {
        uint256[] storage holds = people[id].holds;
        for (uint256 i = 0; i < holds.length; ++i) if (time < holds[i] + TIME_OF_HOLDS) ++count;
    }

    /// @dev Somebody and the sponsors above him, nearest first, the company not among them: `longest` and he at most.
    function _line(uint256 id, uint256 longest) internal view returns (uint256[] memory line) {
        uint256 length = 1;
        for (uint256 above = people[id].sponsor; above > THE_COMPANY && length <= longest; ++length) {
            above = people[above].sponsor;
        }
        line = new uint256[](length);
        line[0] = id;
        for (uint256 i = 1; i < length; ++i) line[i] = people[line[i - 1]].sponsor;
    }
}
