/** The label of every pod that Drawbridge runs: its value is the run's id. */
export const runLabel = "drawbridge/run";
