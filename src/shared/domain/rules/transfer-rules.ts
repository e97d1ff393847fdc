/** The longest file that is imported, in characters: some 20,000 configurations. */
export const maxImportLength = 20_000_000;
