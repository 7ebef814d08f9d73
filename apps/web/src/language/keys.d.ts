// Makes the keys of every catalogue known to the compiler: a line for each namespace.
import type business from "./catalogues/en/business.json";
import type common from "./catalogues/en/common.json";
import type company from "./catalogues/en/company.json";
import type errors from "./catalogues/en/errors.json";
import type home from "./catalogues/en/home.json";
import type join from "./catalogues/en/join.json";
import type orders from "./catalogues/en/orders.json";
import type publicPages from "./catalogues/en/public.json";
import type shop from "./catalogues/en/shop.json";
import type team from "./catalogues/en/team.json";
import type wallet from "./catalogues/en/wallet.json";
import type words from "./catalogues/en/words.json";
import type writes from "./catalogues/en/writes.json";

declare module "i18next" {
  interface CustomTypeOptions {
    readonly defaultNS: "common";
    readonly resources: {
      readonly business: typeof business;
      readonly common: typeof common;
      readonly company: typeof company;
      readonly errors: typeof errors;
      readonly home: typeof home;
      readonly join: typeof join;
      readonly orders: typeof orders;
      readonly public: typeof publicPages;
      readonly shop: typeof shop;
      readonly team: typeof team;
      readonly wallet: typeof wallet;
      readonly words: typeof words;
      readonly writes: typeof writes;
    };
  }
}
