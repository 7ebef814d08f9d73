import { expect } from "chai";
import { readShopLink, shopAddress, shopPath } from "../../src/links/shop-link.ts";

describe("shop links", () => {
  it("name seller, product and campaign in the path", () => {
    expect(shopPath({ seller: 7n, product: undefined, campaign: 0n })).to.equal("/shop/by/7");
    expect(shopPath({ seller: 7n, product: 3n, campaign: 0n })).to.equal("/shop/by/7/3");
    expect(shopPath({ seller: 7n, product: undefined, campaign: 12n })).to.equal("/shop/by/7/campaign/12");
    expect(shopPath({ seller: 7n, product: 3n, campaign: 12n })).to.equal("/shop/by/7/3/campaign/12");
  });

  it("are whole addresses of the pages that they were made on", () => {
    const link = { seller: 7n, product: 3n, campaign: 12n };
    const address = "https://shop.example/upline/index.html#/shop/by/7/3/campaign/12";
    expect(shopAddress("https://shop.example/upline/index.html#/business/links", link)).to.equal(address);
    expect(shopAddress("https://shop.example", link)).to.equal("https://shop.example/#/shop/by/7/3/campaign/12");
  });

  it("are read as they were made", () => {
    expect(readShopLink({ seller: "7" })).to.deep.equal({ seller: 7n, product: undefined, campaign: 0n });
    expect(
      readShopLink({ seller: "4294967295", product: "4294967295", campaign: "18446744073709551615" }),
    ).to.deep.equal({ seller: 2n ** 32n - 1n, product: 2n ** 32n - 1n, campaign: 2n ** 64n - 1n });
  });

  it("are refused where a number cannot be", () => {
    for (const seller of [undefined, "", "0", "-1", "07", "7.5", "x", "0x7", "4294967296", " 7"]) {
      expect(readShopLink({ seller }), String(seller)).to.equal(undefined);
    }
    for (const product of ["0", "campaign", "4294967296"]) {
      expect(readShopLink({ seller: "7", product }), product).to.equal(undefined);
    }
    for (const campaign of ["0", "spring", "18446744073709551616"]) {
      expect(readShopLink({ seller: "7", campaign }), campaign).to.equal(undefined);
    }
  });
});
