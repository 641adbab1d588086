// schema.mjs - the text of schema.d.ts for one openapi.json; the library is handed in, so that the house test can use its own.

/** @param {{ default: Function, astToString: Function }} library openapi-typescript @param {URL} source */
export async function schemaText({ default: openapiTypescript, astToString }, source) {
  const types = await openapiTypescript(source, { silent: true });
  return `// Made from docs/api/openapi.json by ./weft api; never edited by hand.\n${astToString(types)}`;
}
