// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A wallet that answers with garbage
/// @notice Plays contracts that do not follow ERC-1271 to the letter: none of these answers is a yes, though several
/// begin with the bytes of one, and the last is large enough to hurt a caller that copies it.
contract GarbageWallet {
    enum Answer {
        Nothing, // no data at all, as an address without code answers
        Short, // the right four bytes, not padded to a word
        Dirty, // the right four bytes, the rest of the word not zero
        RightAligned, // the right four bytes at the wrong end of the word
        WrongWord, // a word that means nothing: 1, as a bool
        Bomb // 100,000 zero bytes
    }

    Answer public answer;

    constructor(Answer answer_) {
        answer = answer_;
    }

    function setAnswer(Answer answer_) external {
        answer = answer_;
    }

    /// @notice Has the selector of ERC-1271's function, not its return type.
    function isValidSignature(bytes32, bytes calldata) external view {
        bytes4 yes = this.isValidSignature.selector;
        if (answer == Answer.Nothing) _return(0, 0);
        if (answer == Answer.Short) _return(yes, 4);
        if (answer == Answer.Dirty) _return(bytes32(yes) | bytes32(uint256(1)), 32);
        if (answer == Answer.RightAligned) _return(bytes32(uint256(uint32(yes))), 32);
        if (answer == Answer.WrongWord) _return(bytes32(uint256(1)), 32);
        _return(0, 100_000);
    }

    /// @dev Ends the call with `word` and zeros behind it, `size` bytes in all.
    function _return(bytes32 word, uint256 size) private pure {
        assembly ("memory-safe") {
            let start := mload(0x40)
            mstore(start, word)
            return(start, size)
        }
    }
}
