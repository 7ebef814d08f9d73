// What wallets show, in plain words.

/** What a person does by signing, by the struct's name. */
export const INTENTS: Readonly<Record<string, string>> = {
  Invitation: "Invite a new distributor",
  Enrolment: "Become a distributor",
  Voucher: "Let a wallet have an imported number",
  Binding: "Take an imported number",
  WalletMove: "Move to another wallet",
  Claim: "Have your whole balance paid out",
  Return: "Return a purchase",
  Offer: "Offer a product at your price",
  PermitWitnessTransferFrom: "Buy and pay",
  ReceiveWithAuthorization: "Pay for an order by its hash",
  CancelAuthorization: "End a payment that was not used",
  Permit: "Let a contract take your tokens",
};

/** What a value is, by struct and field; of a list, what each element is. */
export const LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Invitation: {
    sponsor: "Sponsor",
    newcomer: "Who may use it (zero address: anybody)",
    deadline: "Can be used until",
  },
  Enrolment: { newcomer: "Your wallet", sponsor: "Your sponsor, for good", deadline: "Can be used until" },
  Voucher: {
    issuer: "For the company",
    id: "Distributor number",
    wallet: "Its wallet",
    deadline: "Can be used until",
  },
  Binding: { wallet: "Your wallet", id: "Distributor number", deadline: "Can be used until" },
  WalletMove: { from: "Present wallet", to: "New wallet, for good", deadline: "Can be used until" },
  Claim: {
    wallet: "Your wallet",
    recipient: "Paid to",
    atLeast: "At least this amount",
    nonce: "Number of this claim",
    deadline: "Can be used until",
  },
  Return: {
    buyer: "Buyer",
    sale: "Number of the sale",
    refund: "Refund amount",
    deadline: "Can be used until",
  },
  Offer: {
    seller: "Seller",
    buyer: "Only for (zero address: anybody)",
    product: "Product number",
    unitPrice: "Unit price",
    maxQuantity: "Largest quantity",
    campaign: "Campaign",
    nonce: "Number of the offer",
    deadline: "Can be used until",
  },
  PermitWitnessTransferFrom: {
    spender: "Taken by",
    nonce: "Number of the payment",
    deadline: "Can be used until",
  },
  TokenPermissions: { token: "Paid in", amount: "Most you pay" },
  Purchase: {
    programme: "Programme",
    buyer: "Buyer",
    seller: "Seller's number",
    campaign: "Campaign",
    ref: "Order reference",
    maxTotal: "Most you pay",
    lines: "Line",
    offers: "Offered price",
  },
  Line: { product: "Product number", quantity: "Quantity" },
  LineOffer: { line: "Line (the first is 0)" },
  ReceiveWithAuthorization: {
    from: "Your wallet",
    to: "Taken by",
    value: "Most you pay",
    validAfter: "Can be used after",
    validBefore: "Can be used before",
    nonce: "Fingerprint (hash) of the order",
  },
  CancelAuthorization: { authorizer: "Your wallet", nonce: "Fingerprint (hash) of the order" },
  Permit: {
    owner: "Your wallet",
    spender: "Taken by",
    value: "Most it can take",
    nonce: "Number of the permit",
    deadline: "Can be used until",
  },
};
