/** Without a schema library, so that the page can check before it asks. */

/** How many configurations are compared at once. */
export const comparedColumns = { least: 2, most: 6 };
/** How many prompts one comparison may have. */
export const maxComparedPrompts = 10_000;
/** How often each prompt may be put to each configuration. */
export const maxRepeats = 20;
/** How many answers one comparison may ask for: prompts × configurations × repeats. */
export const maxComparedCells = 100_000;
/** How long all prompts of a comparison may be together, and a file of them, in UTF-16 units. */
export const maxComparedText = 20_000_000;
/** How long the name of a comparison may be, in UTF-16 units. */
export const maxComparisonName = 200;
