// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INetwork} from "../../../contracts/interfaces/INetwork.sol";
import {IOwnership} from "../../../contracts/interfaces/IOwnership.sol";
import {IPayouts} from "../../../contracts/interfaces/IPayouts.sol";
import {ScreenAction} from "../../../contracts/interfaces/IScreen.sol";
import {Acting} from "../Acting.sol";
import {Deed} from "../Deeds.sol";
import {Refusals} from "../Refusals.sol";

/// @title A network is brought along before the opening; who has no wallet yet is bound to one later
abstract contract Importing is Acting {
    enum VoucherFault {
        Expired,
        Forged,
        IssuedByAnother,
        ForAnother,
        WalletTaken
    }

    /// @dev A line of people below whoever came last, every second without a wallet; and what is refused meanwhile.
    function _importLine(uint256 length) internal {
        INetwork.ImportedDistributor[] memory line = new INetwork.ImportedDistributor[](length);
        for (uint256 i = 0; i < length; ++i) {
            uint256 id = people.length;
            line[i].wallet = i % 2 == 0 ? _freeWallet() : address(0);
            line[i].sponsor = uint32(id - 1);
            line[i].rank = uint8((3 * i) % 16);
            line[i].legacyId = bytes32(id);
            _noteImport(line[i].wallet, id - 1, line[i].rank);
        }
        uint256 first = people.length - length;
        _mustDo(importer, abi.encodeCall(INetwork.importDistributors, (first, line)));
        _refuseImports(line, first);
    }

    /// @dev A batch twice, a sponsor who comes later, a rank that there is none of, a wallet that is somebody's.
    function _refuseImports(INetwork.ImportedDistributor[] memory line, uint256 first) private {
        uint256 next = people.length;
        _cannotImport(line, first, INetwork.ImportOutOfStep.selector);
        line[0].wallet = address(0);
        line[0].sponsor = uint32(next);
        _cannotImport(line, next, INetwork.ImportSponsorInvalid.selector);
        line[0].sponsor = 0;
        _cannotImport(line, next, INetwork.ImportSponsorInvalid.selector);
        line[0].sponsor = 1;
        line[0].rank = 16;
        _cannotImport(line, next, INetwork.RankInvalid.selector);
        line[0].rank = 0;
        line[0].wallet = wallets[0];
        _cannotImport(line, next, INetwork.WalletAlreadyBound.selector);
    }

    function _cannotImport(INetwork.ImportedDistributor[] memory line, uint256 first, bytes4 why) internal {
        Refusals memory refusals;
        refusals.when(true, why);
        _try(0, "import", importer, abi.encodeCall(INetwork.importDistributors, (first, line)), refusals);
    }

    /// @notice The importer tries to go on after the opening.
    function importLate(uint256) external onTime {
        Refusals memory refusals;
        _refuseUnlessInOffice(refusals, IMPORT_ROLE, importer);
        refusals.when(true, INetwork.ImportTooLate.selector);
        INetwork.ImportedDistributor[] memory line = new INetwork.ImportedDistributor[](1);
        line[0].sponsor = 1;
        bytes memory call = abi.encodeCall(INetwork.importDistributors, (people.length, line));
        _try(0, "late import", importer, call, refusals);
    }

    /// @notice Somebody binds an imported id to his wallet, or tries to with a wrong voucher.
    function bind(uint256 seed) external onTime {
        Refusals memory refusals;
        (IOwnership.Voucher memory voucher, bytes memory signature) = _vouch(refusals, seed);
        bool another = _choose(seed, "fault", 12) == uint256(VoucherFault.ForAnother);
        refusals.when(another, IOwnership.VoucherForAnother.selector);
        bytes memory call = abi.encodeCall(IOwnership.bind, (voucher, signature));
        _bind(refusals, another ? thief : voucher.wallet, call, voucher, Deed.Bound);
    }

    /// @notice A keeper binds an imported id to the wallet of somebody who signed for it, or did not.
    function bindFor(uint256 seed) external onTime {
        Refusals memory refusals;
        (IOwnership.Voucher memory voucher, bytes memory signature) = _vouch(refusals, seed);
        bool consents = !_oneIn(4, seed, "consent");
        address signer = consents ? voucher.wallet : importer;
        bytes memory consent = _signBinding(signer, voucher.wallet, voucher.id, clock);
        refusals.when(!consents, INetwork.SignatureInvalid.selector);
        bytes memory call = abi.encodeCall(IOwnership.bindFor, (voucher, signature, clock, consent));
        _bind(refusals, keeper, call, voucher, Deed.BoundByConsent);
    }

    function _bind(
        Refusals memory refusals,
        address caller,
        bytes memory call,
        IOwnership.Voucher memory voucher,
        Deed deed
    ) private {
        (bool done, ) = _try(10, "binding", caller, call, refusals);
        if (!done) return;
        _noteBinding(voucher.id, voucher.wallet);
        _did(deed);
    }

    function _vouch(
        Refusals memory refusals,
        uint256 seed
    ) private view returns (IOwnership.Voucher memory voucher, bytes memory signature) {
        uint256 fault = _choose(seed, "fault", 12);
        uint256 id = _toBind(seed);
        voucher.id = uint32(id);
        voucher.issuer = fault == uint256(VoucherFault.IssuedByAnother) ? thief : importer;
        voucher.wallet = _someFree(seed);
        if (voucher.wallet == address(0) || fault == uint256(VoucherFault.WalletTaken)) voucher.wallet = wallets[0];
        voucher.deadline = fault == uint256(VoucherFault.Expired) ? clock - 1 : clock;
        bool forged = fault == uint256(VoucherFault.Forged);
        signature = _signVoucher(forged ? thief : voucher.issuer, voucher);
        refusals.when(!_isUnbound(id), IOwnership.VoucherUsed.selector);
        refusals.when(!inOffice[IMPORT_ROLE][voucher.issuer], IOwnership.VoucherIssuerInvalid.selector);
        refusals.when(idOfWallet[voucher.wallet] != 0, INetwork.WalletAlreadyBound.selector);
        refusals.when(clock > voucher.deadline, INetwork.SignatureExpired.selector);
        refusals.when(forged, INetwork.SignatureInvalid.selector);
        refusals.when(_screenRefuses(voucher.wallet, ScreenAction.Enrol), IPayouts.ScreenRefused.selector);
    }

    /// @dev Mostly somebody who has no wallet yet.
    function _toBind(uint256 seed) private view returns (uint256 id) {
        id = _someId(seed, "to bind");
        if (_oneIn(6, seed, "anybody")) return id;
        for (uint256 i = 1; i < people.length; ++i) if (_isUnbound(i)) return i;
    }
}
