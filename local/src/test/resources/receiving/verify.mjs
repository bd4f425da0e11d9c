import { readFileSync } from "node:fs";
import { isGenuine } from "./sample.mjs";

for (const line of readFileSync(0, "utf8").trimEnd().split("\n")) {
  const [id, timestamp, signature, secret, body] = line.split("\t");
  const headers = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
  console.log(isGenuine(headers, Buffer.from(body, "utf8"), secret));
}
