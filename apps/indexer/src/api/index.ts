// The API: GraphQL, SQL over HTTP, up to where it is verified, upline and downline.

import { db } from "ponder:api";
import schema from "ponder:schema";
import { Hono } from "hono";
import { client, graphql } from "ponder";
import { network } from "./network.ts";
import { verified } from "./verified.ts";

const app = new Hono();

app.use("/graphql", graphql({ db, schema }));
app.use("/sql/*", client({ db, schema }));
app.route("/verified", verified);
app.route("/distributors", network);

export default app;
