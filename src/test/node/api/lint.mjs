// Prints what Spectral and Redocly find in the description that comes on standard input; 1 if they find anything.
import { createConfig, lintFromString } from "@redocly/openapi-core";
import spectral from "@stoplight/spectral-core";
import parsers from "@stoplight/spectral-parsers";
import rulesets from "@stoplight/spectral-rulesets";
import { readFileSync } from "node:fs";

const source = readFileSync(0, "utf8");

const linter = new spectral.Spectral();
linter.setRuleset({ extends: [rulesets.oas] });
const ours = await linter.run(new spectral.Document(source, parsers.Json, "openapi.json"));
const lines = ours.map(found => `spectral ${found.code} ${found.path.join(".")}: ${found.message}`);

const config = await createConfig({ extends: ["recommended"] });
for (const found of await lintFromString({ source, absoluteRef: "/openapi.json", config })) {
    lines.push(`redocly ${found.ruleId} ${found.location[0]?.pointer}: ${found.message}`);
}

lines.forEach(line => console.log(line));
process.exitCode = lines.length === 0 ? 0 : 1;
