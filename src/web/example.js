// Examples of JSON Schemas: a value that fits, for editors to begin with. Pure.

const DEPTH_MAX = 12;

export function resolve(schema, document) {
  let found = schema;
  while (found && found.$ref)
    found = found.$ref
      .slice(2)
      .split("/")
      .reduce((part, name) => part?.[name], document);
  return found ?? {};
}

function text(schema) {
  if (schema.format === "date-time") return "2026-05-04T09:30:00.000Z";
  if (schema.pattern === "^[0-9a-f]{64}$") return "0".repeat(64);
  return "text";
}

function object(schema, document, depth) {
  const wanted = new Set(schema.required ?? []);
  for (const each of [schema.oneOf?.[0], schema.anyOf?.[0]])
    for (const name of resolve(each ?? {}, document).required ?? []) wanted.add(name);
  const names = Object.keys(schema.properties ?? {});
  for (const name of names)
    // an object that must not be empty, and names nothing as required
    if (wanted.size < (schema.minProperties ?? 0)) wanted.add(name);
  const made = {};
  for (const name of names)
    if (wanted.has(name)) made[name] = example(schema.properties[name], document, depth + 1);
  return made;
}

// The smallest value worth showing that `schema` accepts.
export function example(schema, document, depth = 0) {
  const s = resolve(schema, document);
  if (depth > DEPTH_MAX) return null;
  if (s.const !== undefined) return s.const;
  if (s.examples?.length) return s.examples[0];
  if (s.enum) return s.enum[0];
  if (s.default !== undefined) return s.default;
  const type = Array.isArray(s.type) ? s.type[0] : s.type;
  if (type === "object" || s.properties) return object(s, document, depth);
  if (s.oneOf ?? s.anyOf ?? s.allOf)
    return example((s.oneOf ?? s.anyOf ?? s.allOf)[0], document, depth + 1);
  if (type === "array") return s.minItems ? [example(s.items ?? {}, document, depth + 1)] : [];
  if (type === "integer" || type === "number")
    return Math.max(s.minimum ?? 1, Math.min(1, s.maximum ?? 1));
  if (type === "boolean") return true;
  if (type === "null") return null;
  return text(s);
}
