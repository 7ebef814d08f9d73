import { id as hashOf, MaxUint256, Wallet } from "ethers";
import { PaymentsClient, signEnrolment, UplineClient } from "../../../../packages/protocol/src/index.ts";
import { openEndpoint } from "../../../../packages/protocol/test/helpers/endpoint.ts";
import { openPayingShop } from "../../../../packages/protocol/test/helpers/paying-shop.ts";
import { DOWNLOAD, FOREVER, LICENCE, ONE, order } from "../../../../packages/protocol/test/helpers/shop.ts";
import { Endpoint } from "../../../../test/helpers/endpoint.ts";
import { fixture } from "../../../../test/helpers/fixture.ts";
import { PERMIT2 } from "../../../../test/helpers/permit2.ts";
import { type Environment, readEnvironment } from "../../src/environment.ts";
import { exact } from "../../src/server/json.ts";
import { type RunningRelayer, type StartOptions, startRelayer } from "../../src/start.ts";

export const RELAYER = new Wallet(hashOf("relayer"));
/** Wei that the relayer has. */
export const ETHER = 10n ** 18n;
/** What a dealer gets of a download: retail profit of 7 and 10 % of a volume of 10. */
export const EARNED = 8n * ONE;

/** A shop, and people with keys and without ether: a dealer who earned something, and a buyer with tokens. */
async function make() {
  const shop = await openPayingShop();
  const { ethers, networkHelpers, address, line, stranger } = shop;
  const person = (name: string) => new Wallet(hashOf(name), ethers.provider);
  const [dealer, buyer] = [person("dealer"), person("buyer")];
  const { invitation, signature } = await shop.connect(line[0]).invite(dealer.address, FOREVER);
  const enrolment = { newcomer: dealer.address, sponsor: line[0].address, deadline: FOREVER };
  const chainId = await shop.client.chainId();
  const consent = await signEnrolment(dealer, address, chainId, enrolment);
  await shop.connect(stranger).enrolFor(invitation, signature, dealer.address, FOREVER, consent);
  const seller = await shop.core.lastDistributorId();

  await shop.connect(shop.buyer).buy(order(seller, DOWNLOAD), { approve: true });
  await shop.connect(shop.buyer).buy(order(seller, LICENCE), { buyer: buyer.address, approve: true });
  await shop.token.mint(buyer.address, 1_000n * ONE);
  const approving = await ethers.getImpersonatedSigner(buyer.address);
  await networkHelpers.setBalance(buyer.address, ETHER);
  await shop.token.connect(approving).approve(PERMIT2, MaxUint256);
  await networkHelpers.setBalance(buyer.address, 0n);
  await networkHelpers.setBalance(RELAYER.address, ETHER);
  const endpoint = await openEndpoint(shop.connection);
  const [sale] = await shop.client.escrowedSales();
  if (sale === undefined) throw new Error("nothing was placed in escrow");
  return { ...shop, chainId, person, dealer, seller, customer: buyer, sale, url: endpoint.url };
}

export const openWorld = fixture(make);
export type World = Awaited<ReturnType<typeof openWorld>>;

/** What a programme's relayer is told, but for `changes`. */
export function environmentOf(
  { url, address, payments }: Pick<World, "url" | "address"> & { readonly payments?: string },
  changes: Readonly<Record<string, string>> = {},
): Environment {
  return readEnvironment({
    UPLINE_CHAIN_ID: "31337",
    UPLINE_RPC_URL: url,
    UPLINE_CORE: address,
    UPLINE_PAYMENTS: payments,
    UPLINE_RELAYER_KEY: RELAYER.privateKey,
    UPLINE_PORT: "0",
    UPLINE_ORIGINS: "https://shop.example",
    UPLINE_REQUESTS_PER_MINUTE: "1000",
    ...changes,
  });
}

/** What the relayer answers. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly id: string;
    readonly state: string;
    readonly transaction: string;
    readonly replaced: readonly string[];
    readonly block?: number;
    readonly final: boolean;
    readonly problem?: { readonly name: string; readonly sentence: string };
    readonly error: {
      readonly name: string;
      readonly args: Record<string, unknown>;
      readonly sentence: string;
      readonly advice: string;
    };
  };
}

/** A relayer, and pages that ask it. */
export class Counter {
  readonly relayer: RunningRelayer;
  readonly endpoint: Endpoint;
  readonly logged: string[];

  private constructor(relayer: RunningRelayer, endpoint: Endpoint, logged: string[]) {
    this.relayer = relayer;
    this.endpoint = endpoint;
    this.logged = logged;
  }

  /** @param changes Of the environment. */
  static async open(
    world: Pick<World, "url" | "address"> & { readonly payments?: string },
    changes: Readonly<Record<string, string>> = {},
    options: StartOptions = {},
  ): Promise<Counter> {
    const endpoint = await Endpoint.before(world.url);
    const logged: string[] = [];
    const log = (event: string, values: object = {}) => void logged.push(exact({ event, ...values }));
    const environment = environmentOf({ ...world, url: endpoint.url }, changes);
    return new Counter(await startRelayer(environment, log, { poll: 20, ...options }), endpoint, logged);
  }

  async close(): Promise<void> {
    await this.relayer.close();
    this.endpoint.down();
  }

  /** Sends a request as a page does. */
  send(request: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.raw("POST", "/relay", exact(request), { "content-type": "application/json", ...headers });
  }

  async raw(
    method: string,
    path: string,
    body?: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const answer = await fetch(`${this.relayer.url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === "" ? undefined : JSON.parse(text) };
  }

  /** Asks until a request is in that state. */
  async until(id: string, state: string): Promise<Answer["body"]> {
    for (let turn = 0; turn < 400; ++turn) {
      const { body } = await this.raw("GET", `/relay/${id}`);
      if (body.state === state) return body;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`${id} did not come to be ${state}`);
  }

  /** Sends it, and sees it done. */
  async done(request: object): Promise<Answer["body"]> {
    const { status, body } = await this.send(request);
    if (status !== 202) throw new Error(`${status}: ${exact(body)}`);
    return this.until(body.id, "confirmed");
  }
}

/** The dealer's claim, as a page asks for it. */
export async function claimOf({ address, dealer }: World, recipient?: string) {
  const signed = await UplineClient.connect(address, dealer).signClaim(1n, FOREVER, recipient);
  return { kind: "claim", ...signed };
}

/** A purchase of a download by the customer. */
export async function purchaseOf(world: World, method: "erc3009" | "permit2", ref = hashOf("order 1")) {
  const page = PaymentsClient.connect(world.payments, world.customer);
  const wanted = {
    seller: world.seller,
    campaign: 7n,
    ref,
    maxTotal: 25n * ONE,
    lines: [{ product: DOWNLOAD, quantity: 1n }],
  };
  const purchase =
    method === "erc3009" ? await page.signAuthorization(wanted, FOREVER) : await page.signPermit2(wanted, 0n, FOREVER);
  return { kind: "purchase", purchase };
}
