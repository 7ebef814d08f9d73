// The API: what each path answers is in the README.

import { Hono } from "hono";
import { people } from "./figures.ts";
import { answerGraphql, boundGraphql } from "./graphql.ts";
import { answer, failure } from "./json.ts";
import { network } from "./network.ts";
import { overall } from "./programme.ts";
import { sales } from "./sales.ts";
import { search } from "./search.ts";
import { answerSql, boundSql } from "./sql.ts";
import { verified } from "./verified.ts";

const app = new Hono();

app.use("/graphql", boundGraphql, answerGraphql);
app.use("/sql/*", boundSql, answerSql);
app.route("/verified", verified);
app.route("/programme", overall);
app.route("/distributors", people);
app.route("/distributors", network);
app.route("/sales", sales);
app.route("/search", search);
app.all("*", (context) => {
  const message = `There is nothing at ${context.req.path}: the README of the indexer names the paths.`;
  return answer({ error: { code: "path-unknown", message } }, 404);
});
app.onError((error) => failure(error));

export default app;
