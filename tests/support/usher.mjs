// usher.mjs -- all that a test imports.

export * from "./api.mjs";
export * from "./people.mjs";
export * from "./sale.mjs";
export * from "./stores.mjs";
export * from "./tokens.mjs";
export * from "./usherctl.mjs";
export * from "./wait.mjs";
