// usage: node examples.mjs openapi.json URL
// Every example that /docs begins with is what its operation takes, and every schema served is one.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { example } from "./example.js";

const [file, url] = process.argv.slice(2);
const document = JSON.parse(readFileSync(file, "utf8"));
const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
ajv.addSchema({ $id: "openapi", ...document });
const wrong = [];

function check(what, reference, value) {
  const validate = ajv.compile({ $ref: `openapi${reference}` });
  if (!validate(value))
    wrong.push(`${what}: ${JSON.stringify(value)}: ${ajv.errorsText(validate.errors)}`);
}

let examples = 0;
for (const [path, methods] of Object.entries(document.paths))
  for (const [method, operation] of Object.entries(methods))
    for (const { schema } of Object.values(operation.requestBody?.content ?? {})) {
      if (!schema.$ref) continue;
      check(`${method} ${path}`, schema.$ref, example(schema, document));
      ++examples;
    }
for (const name of Object.keys(document.components.schemas).filter((each) =>
  each.endsWith("Draft"),
)) {
  check(
    name,
    `#/components/schemas/${name}`,
    example({ $ref: `#/components/schemas/${name}` }, document),
  );
  ++examples;
}

const { items } = await (await fetch(`${url}/v1/schemas`)).json();
for (const { type } of items) {
  const schema = await (await fetch(`${url}/v1/schemas/${type}`)).json();
  const strict = addFormats(
    new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }),
  );
  for (const name of ["x-not-about-oneself", "x-roles", "x-sealed", "x-streams", "x-schema-version"]) strict.addKeyword(name);
  const validate = strict.compile(schema);
  const value = example(schema, schema);
  if (!validate(value))
    wrong.push(`${type}: ${JSON.stringify(value)}: ${strict.errorsText(validate.errors)}`);
}

console.log(`${examples} examples, ${items.length} schemas`);
if (wrong.length) {
  console.error(wrong.join("\n"));
  process.exit(1);
}
