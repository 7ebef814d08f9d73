import { HDNodeWallet, JsonRpcProvider, Mnemonic, type TypedDataDomain, type TypedDataField } from "ethers";
import type { BrowserContext } from "playwright-core";
import { DERIVATION_PATH, MNEMONIC } from "../../../../scripts/local/mnemonic.ts";
import { announce, type PageRequest } from "./wallet-page.ts";

/** An error as wallets give it to a page (EIP-1193). */
interface WalletError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

interface Parameters {
  readonly [place: number]: unknown;
}

interface Transaction {
  readonly to?: string;
  readonly data?: string;
  readonly value?: string;
  readonly gas?: string;
}

/** What a test wallet is like. */
export interface TestWalletOptions {
  readonly endpoint: string;
  /** Of the node. */
  readonly chainId: number;
  /** Accounts of the well-known mnemonic that it holds, the chosen one first. */
  readonly accounts: readonly number[];
  readonly name?: string;
}

/** A wallet that announces itself to pages (EIP-6963), holds its own keys, and really signs. */
export class TestWallet {
  readonly name: string;
  /** The chain that it is on; `moveTo` tells the page as well. */
  chainId: number;
  /** Declines the next request that it would ask its owner about. */
  declinesNext = false;
  /** Chains that it knows. */
  readonly known: Set<number>;
  /** Methods that it asked its owner about, in order. */
  readonly asked: string[] = [];
  /** Hashes of what it sent, in order. */
  readonly sent: string[] = [];
  readonly #provider: JsonRpcProvider;
  readonly #wallets: HDNodeWallet[];
  readonly #contexts: BrowserContext[] = [];
  #isAllowed = false;

  constructor({ endpoint, chainId, accounts, name = "Test wallet" }: TestWalletOptions) {
    this.name = name;
    this.chainId = chainId;
    this.known = new Set([chainId]);
    this.#provider = new JsonRpcProvider(endpoint, undefined, { cacheTimeout: -1, pollingInterval: 50 });
    this.#wallets = accounts.map((account) => accountOf(account).connect(this.#provider));
  }

  /** The chosen account. */
  get address(): string {
    return this.#chosen().address;
  }

  /** Announces the wallet to every page of a browser's context that is opened from now on. */
  async install(context: BrowserContext): Promise<void> {
    const door = `testWallet${this.name.replaceAll(/\W/g, "")}`;
    await context.exposeFunction(door, (request: PageRequest) => this.#answer(request));
    // tsx marks the names of functions by a helper of its own, which the page does not have.
    await context.addInitScript("globalThis.__name = (named) => named");
    await context.addInitScript(announce, { door, name: this.name });
    this.#contexts.push(context);
  }

  /** Its owner chooses another of its accounts. */
  async choose(account: number): Promise<void> {
    const { address } = accountOf(account);
    const place = this.#wallets.findIndex((wallet) => wallet.address === address);
    const [chosen] = place < 0 ? [accountOf(account).connect(this.#provider)] : this.#wallets.splice(place, 1);
    if (chosen !== undefined) this.#wallets.unshift(chosen);
    await this.#tell("accountsChanged", [address]);
  }

  /** Its owner takes the page's permission away. */
  async forget(): Promise<void> {
    this.#isAllowed = false;
    await this.#tell("accountsChanged", []);
  }

  /** Its owner changes to another chain. */
  async moveTo(chainId: number): Promise<void> {
    this.known.add(chainId);
    this.chainId = chainId;
    await this.#tell("chainChanged", `0x${chainId.toString(16)}`);
  }

  stop(): void {
    this.#provider.destroy();
  }

  async #answer({ method, params }: PageRequest): Promise<{ result?: unknown; error?: WalletError }> {
    try {
      return { result: await this.#do(method, params as Parameters) };
    } catch (error) {
      return { error: errorOf(error) };
    }
  }

  async #do(method: string, params: Parameters): Promise<unknown> {
    switch (method) {
      case "eth_chainId":
        return `0x${this.chainId.toString(16)}`;
      case "eth_accounts":
        return this.#isAllowed ? [this.address] : [];
      case "eth_requestAccounts":
        if (!this.#isAllowed) this.#ask(method);
        this.#isAllowed = true;
        return [this.address];
      case "wallet_switchEthereumChain":
        return this.#switch(Number((params[0] as { chainId: string }).chainId));
      case "wallet_addEthereumChain":
        this.#ask(method);
        this.known.add(Number((params[0] as { chainId: string }).chainId));
        return null;
      case "eth_sendTransaction":
        return this.#send(params[0] as Transaction);
      case "eth_signTypedData_v4":
        return this.#sign(String(params[1]));
      default:
        return this.#provider.send(method, params as unknown[]);
    }
  }

  async #switch(chainId: number): Promise<null> {
    if (!this.known.has(chainId)) throw problem(4902, `Unrecognized chain ID ${chainId}`);
    this.#ask("wallet_switchEthereumChain");
    await this.moveTo(chainId);
    return null;
  }

  async #send({ to, data, value, gas }: Transaction): Promise<string> {
    this.#ask("eth_sendTransaction");
    const { hash } = await this.#chosen().sendTransaction({ to, data, value, gasLimit: gas });
    this.sent.push(hash);
    return hash;
  }

  async #sign(text: string): Promise<string> {
    this.#ask("eth_signTypedData_v4");
    const { domain, types, message } = JSON.parse(text) as {
      domain: TypedDataDomain;
      types: Record<string, TypedDataField[]>;
      message: Record<string, unknown>;
    };
    const { EIP712Domain: _, ...own } = types;
    return this.#chosen().signTypedData(domain, own, message);
  }

  #ask(method: string): void {
    this.asked.push(method);
    if (!this.declinesNext) return;
    this.declinesNext = false;
    throw problem(4001, "User rejected the request.");
  }

  #chosen(): HDNodeWallet {
    const [chosen] = this.#wallets;
    if (chosen === undefined) throw problem(4100, "The wallet has no account.");
    return chosen;
  }

  async #tell(event: string, value: unknown): Promise<void> {
    const detail = { name: this.name, event, value };
    for (const page of this.#contexts.flatMap((context) => context.pages())) {
      await page.evaluate((told) => window.dispatchEvent(new CustomEvent("test-wallet", { detail: told })), detail);
    }
  }
}

/** An account of the well-known mnemonic. */
export function accountOf(account: number): HDNodeWallet {
  return HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(MNEMONIC), `${DERIVATION_PATH}/${account}`);
}

function problem(code: number, message: string): Error & WalletError {
  return Object.assign(new Error(message), { code });
}

/** As a page gets it: the node's own answer where it gave one. */
function errorOf(error: unknown): WalletError {
  const { code, message, error: inner, data } = error as WalletError & { error?: WalletError };
  if (typeof code === "number") return { code, message, data };
  return { code: -32_603, message: inner?.message ?? message, data: inner?.data };
}
